import { describe, expect, it } from 'vitest'
import { readClientForm } from './form_body.ts'

const FORM = 'application/x-www-form-urlencoded'

function post(
  body: BodyInit | null,
  { type = FORM, query = '' }: { type?: string | null; query?: string } = {},
): Request {
  const headers: Record<string, string> = type === null ? {} : { 'Content-Type': type }
  return new Request(`https://op.amphora.test/oauth/token${query}`, {
    method: 'POST',
    body,
    headers,
  })
}

const keyOf = async (request: Request) => {
  const form = await readClientForm(request)
  return form.ok ? Object.fromEntries(form.value) : form.reason.key
}

describe('a form of the back channel (RFC 6749 §3.2, catalogue 91 and 96)', () => {
  it.each<{ name: string; given: Request; expect: unknown }>([
    { name: 'a form', given: post('a=1&b=%20c'), expect: { a: '1', b: ' c' } },
    { name: 'charset', given: post('a=1', { type: `${FORM}; charset=UTF-8` }), expect: { a: '1' } },
    { name: 'an empty value', given: post('a=&b=2'), expect: { b: '2' } },
    { name: 'a harmless query', given: post('a=1', { query: '?trace=1' }), expect: { a: '1' } },
    { name: 'JSON', given: post('{}', { type: 'application/json' }), expect: 'body_not_form' },
    {
      name: 'multipart',
      given: post('--x', { type: 'multipart/form-data; boundary=x' }),
      expect: 'body_not_form',
    },
    { name: 'another form', given: post('a=1', { type: `${FORM}2` }), expect: 'body_not_form' },
    { name: 'no type', given: post(new Uint8Array([97]), { type: null }), expect: 'body_not_form' },
    { name: 'not UTF-8', given: post(new Uint8Array([97, 61, 255])), expect: 'body_not_form' },
    { name: 'a parameter twice', given: post('a=1&a=1'), expect: 'parameter_repeated' },
    { name: 'one twice, once empty', given: post('a=&a=1'), expect: 'parameter_repeated' },
    { name: '64 KiB and a byte', given: post('a'.repeat(65_537)), expect: 'body_too_large' },
    {
      name: 'a secret in the URL',
      given: post('a=1', { query: '?client_secret=s' }),
      expect: 'credentials_in_url',
    },
    {
      name: 'a code in the URL',
      given: post('', { query: '?code=c' }),
      expect: 'credentials_in_url',
    },
  ])('$name', async ({ given, expect: wanted }) => {
    expect(await keyOf(given)).toEqual(wanted)
  })

  it('is not read further than 64 KiB, however long it goes on (CVE-2026-44456)', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 16_384
        controller.enqueue(new Uint8Array(16_384).fill(97))
      },
    })
    expect(await keyOf(post(endless))).toBe('body_too_large')
    expect(sent).toBeLessThan(200_000)
  })
})
