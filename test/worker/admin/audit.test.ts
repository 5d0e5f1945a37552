import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { admin, auditOf, createUser, register, TOKEN, V1 } from './house.ts'

const lines = async (path: string, headers: Record<string, string> = {}): Promise<string[]> => {
  const response = await exports.default.fetch(`${V1}${path}`, {
    headers: { Authorization: `Bearer ${TOKEN}`, ...headers },
  })
  expect(response.headers.get('Content-Type')).toBe('application/x-ndjson')
  return new TextDecoder()
    .decode(await response.arrayBuffer())
    .split('\n')
    .filter(Boolean)
}

describe('the audit', () => {
  it('says of every change who, what, when and from where, and no secret', async () => {
    const { body } = await register()
    const id = String(body.client_id)
    await admin('PATCH', `/oauth/clients/${id}`, { consent: 'skip' })
    await admin('POST', `/oauth/clients/${id}/rotate-secret`, { overlap: 60 })
    await admin('DELETE', `/oauth/clients/${id}`)
    const wanted = {
      'client.created': {},
      'client.updated': { detail: { fields: ['consent'] } },
      'client.secret_rotated': { detail: { overlap: 60 } },
      'client.deleted': {},
    }
    for (const [event, told] of Object.entries(wanted)) {
      const [line] = await auditOf(event)
      expect(line).toMatchObject({
        event,
        actor: 'admin',
        client_id: id,
        at: expect.stringMatching(/Z$/) as unknown,
        ip: expect.any(String) as unknown,
        request_id: expect.any(String) as unknown,
        ...told,
      })
    }
    expect(JSON.stringify(await auditOf('client.created'))).not.toContain(body.client_secret)
  })

  it('tells of people too', async () => {
    const { body } = await createUser('audited@example.com')
    const sub = String(body.sub)
    await admin('DELETE', `/users/${sub}/sessions`)
    await admin('DELETE', `/users/${sub}`)
    for (const event of ['user.created', 'user.sessions_ended', 'user.deleted']) {
      expect((await auditOf(event))[0]).toMatchObject({ sub, actor: 'admin' })
    }
  })

  it('is told of under the request id that the answer carried', async () => {
    const { headers, body } = await register({ name: 'Traced' })
    const [line] = (await auditOf('client.created')).filter((e) => e.client_id === body.client_id)
    expect(line?.request_id).toBe(headers.get('X-Request-Id'))
  })

  it('is paged, newest first', async () => {
    for (const name of ['one', 'two', 'three']) await register({ name })
    const first = await admin('GET', '/audit?limit=1')
    const second = await admin('GET', `/audit?limit=1&cursor=${String(first.body.next_cursor)}`)
    expect(first.body.items).toHaveLength(1)
    expect(second.body.items).not.toEqual(first.body.items)
  })

  it('is exported whole, a line for each event', async () => {
    const paged: unknown[] = []
    let path = '/audit?limit=3'
    for (;;) {
      const { body } = await admin('GET', path)
      paged.push(...(body.items as unknown[]))
      if (body.next_cursor === null) break
      path = `/audit?limit=3&cursor=${String(body.next_cursor)}`
    }
    const exported = (await lines('/audit?format=ndjson')).map(
      (line) => JSON.parse(line) as unknown,
    )
    expect(exported).toEqual(paged)
    expect(await lines('/audit', { Accept: 'application/x-ndjson' })).toHaveLength(paged.length)
    expect(await lines('/audit?format=ndjson&event=client.created')).not.toHaveLength(paged.length)
  })
})
