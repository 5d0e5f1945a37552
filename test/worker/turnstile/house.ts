/** Cloudflare's side of Turnstile as a test stands in for it: siteverify, which knows the tokens that it gave, and a mailbox. */
import { expect, vi } from 'vitest'
import { admin } from '../admin/house.ts'

export const SITE_KEY = '0x4AAAAAAA-the-widget'
export const SECRET = '0x4AAAAAAA-the-secret-of-the-tests'
export const HOSTNAME = 'op.amphora.test'
export const FIELD = 'cf-turnstile-response'

interface Asked {
  secret: unknown
  response: unknown
  remoteip: unknown
}

export interface Cloudflare {
  /** Every question that siteverify was asked. */
  asked: Asked[]
  /** To whom mail went. */
  mailed: string[]
  /** A token as the widget of a form gets it. */
  token(action: string, hostname?: string): string
}

let tokens = 0

/** Stands in for all that we fetch, until the mocks are restored. @param answer instead of what the protocol says */
export function cloudflare(answer?: () => Response | Promise<Response>): Cloudflare {
  const known = new Map<string, { action: string; hostname: string }>()
  const asked: Asked[] = []
  const mailed: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    if (request.url !== 'https://challenges.cloudflare.com/turnstile/v0/siteverify') {
      mailed.push(...(await request.json<{ to: string[] }>()).to)
      return Response.json({ id: 'a mail' })
    }
    expect(request.method).toBe('POST')
    const form = await request.formData()
    asked.push({
      secret: form.get('secret'),
      response: form.get('response'),
      remoteip: form.get('remoteip'),
    })
    return answer ? answer() : siteverify(known, form)
  })
  return {
    asked,
    mailed,
    token(action, hostname = HOSTNAME) {
      const token = `0.token-${++tokens}`
      known.set(token, { action, hostname })
      return token
    },
  }
}

/** "Each token can only be validated once." */
function siteverify(
  known: Map<string, { action: string; hostname: string }>,
  form: FormData,
): Response {
  const failed = (code: string) => Response.json({ success: false, 'error-codes': [code] })
  if (form.get('secret') !== SECRET) return failed('invalid-input-secret')
  const token = String(form.get('response'))
  const of = known.get(token)
  if (!of)
    return failed(token.startsWith('0.token') ? 'timeout-or-duplicate' : 'invalid-input-response')
  known.delete(token)
  const challenge_ts = '2026-02-28T15:14:30.096Z'
  return Response.json({ success: true, challenge_ts, 'error-codes': [], cdata: '', ...of })
}

/** Sets Turnstile up before these forms, beside other settings. */
export async function setUp(
  on: string[] = ['sign_in', 'sign_up', 'recovery'],
  settings: Record<string, unknown> = {},
): Promise<void> {
  const turnstile = { site_key: SITE_KEY, secret: SECRET, on }
  const { status, body } = await admin('PATCH', '/tenant', { turnstile, ...settings })
  expect(status, JSON.stringify(body)).toBe(200)
}
