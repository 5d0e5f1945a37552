/** `sector_identifier_uri` at registration: fetched through the one door, and only when there is something new to check. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { REDIRECT_URI } from '../support/reading_world.ts'
import { leave, MINIMAL, openRegistration, register, registered } from './house.ts'

const URI = 'https://group.example/uris.json'
const OTHER = 'https://other.amphora.test/cb'
let token: string

beforeAll(async () => {
  await openRegistration()
  token = (await leave({ most_clients: 100 })).token
})
afterEach(() => vi.restoreAllMocks())

/** What the sector publishes; answers how often it was asked. */
const sector = (body: unknown, init: ResponseInit = {}) =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(body, init))

const PAIRWISE = { subject_type: 'pairwise', sector_identifier_uri: URI }

it('is taken where it lists every redirect URI (OpenID Connect Registration §5)', async () => {
  const fetched = sector([REDIRECT_URI, OTHER, 'https://more.example/cb'])
  const { body } = await registered({ ...PAIRWISE, redirect_uris: [REDIRECT_URI, OTHER] }, token)
  expect(body).toMatchObject(PAIRWISE)
  expect(fetched).toHaveBeenCalledTimes(1)
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ redirect: 'manual' })
})

it.each([
  { name: 'lists another redirect URI', body: [OTHER] },
  { name: 'lists none', body: [] },
  { name: 'is no list', body: { redirect_uris: [REDIRECT_URI] } },
  { name: 'is a redirect', body: [REDIRECT_URI], init: { status: 302 } },
  { name: 'is not there', body: [REDIRECT_URI], init: { status: 404 } },
  { name: 'is longer than 64 KiB', body: [REDIRECT_URI, 'x'.repeat(70_000)] },
])('is refused where what it leads to $name', async ({ body, init }) => {
  sector(body, init)
  const answer = await register({ ...MINIMAL, ...PAIRWISE }, token)
  expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } })
  expect(answer.body['error_description']).toMatch(/^sector_identifier_uri /)
})

it.each(['https://127.0.0.1/uris.json', 'https://metadata.internal/x', 'https://a.nip.io/x'])(
  'is never fetched from %s (CWE-918)',
  async (uri) => {
    const fetched = sector([REDIRECT_URI])
    const answer = await register({ ...MINIMAL, ...PAIRWISE, sector_identifier_uri: uri }, token)
    expect(answer.status).toBe(400)
    expect(fetched).not.toHaveBeenCalled()
  },
)

it('is checked again for a new redirect URI, and not for anything else', async () => {
  const fetched = sector([REDIRECT_URI])
  const { clientId } = await registered(PAIRWISE, token)
  const path = `/oauth/clients/${clientId}`
  expect((await admin('PATCH', path, { description: 'x' })).status).toBe(200)
  expect(fetched).toHaveBeenCalledTimes(1)
  const { status, body } = await admin('PATCH', path, { redirect_uris: [REDIRECT_URI, OTHER] })
  expect({ status, field: body['field'] }).toEqual({ status: 400, field: 'sector_identifier_uri' })
})
