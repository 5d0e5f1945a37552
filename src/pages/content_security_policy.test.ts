import { describe, expect, it } from 'vitest'
import { galleryOf } from '../../test/worker/pages/gallery.tsx'
import { sha256 } from '../kernel/digest.ts'
import { contentSecurityPolicy } from './content_security_policy.ts'

const pages = galleryOf('en')
const sourceOf = async (text: string) => `'sha256-${(await sha256(text)).toBase64()}'`
const between = (html: string, tag: string) =>
  html.match(new RegExp(`<${tag}>([^]*)</${tag}>`))?.[1] ?? 'nothing'

describe('the policy of the pages', () => {
  it('lets nothing in but the style, and nothing out but to ourselves', async () => {
    expect(await contentSecurityPolicy()).toBe(
      `default-src 'none'; style-src ${await sourceOf(between(pages['sign-in'] ?? '', 'style'))}; ` +
        "img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
  })

  it('allows the one script on the page that submits itself, by its hash', async () => {
    const script = between(pages['form-post'] ?? '', 'script')
    expect(await contentSecurityPolicy({ submitsItself: true })).toContain(
      `; script-src ${await sourceOf(script)}`,
    )
  })

  it('allows frames of the addresses that it shows, by their origins, each once', async () => {
    const frames = ['https://a.example/out?sid=1', 'https://b.example:8443/', 'https://a.example/x']
    expect(await contentSecurityPolicy({ frames })).toMatch(
      /; frame-src https:\/\/a\.example https:\/\/b\.example:8443$/,
    )
  })

  it('allows the script that goes on, by its hash, where the page does', async () => {
    const script = between(pages['signed-out-going-on'] ?? '', 'script')
    expect(await contentSecurityPolicy({ goesOn: true })).toContain(
      `; script-src ${await sourceOf(script)}`,
    )
  })

  it("allows Turnstile's host and the script that waits for it, beside that of passkeys", async () => {
    const html = pages['sign-in-turnstile'] ?? ''
    const hashes = await Promise.all(
      [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => sourceOf(script)),
    )
    const [waiting, passkeys] = hashes
    const host = 'https://challenges.cloudflare.com'
    expect(await contentSecurityPolicy({ asksForPasskeys: true, asksTurnstile: true })).toContain(
      `; frame-src ${host}; script-src ${passkeys} ${waiting} ${host}; connect-src 'self'`,
    )
    expect(await contentSecurityPolicy({ asksForPasskeys: true })).not.toContain(host)
  })

  it("allows a logo's origin, not its path", async () => {
    expect(await contentSecurityPolicy({ picture: 'https://app.example/logo.png' })).toContain(
      'img-src data: https://app.example;',
    )
  })

  it.each([
    {
      name: 'the origin of a site',
      uri: 'https://app.example/cb?x=1',
      target: 'https://app.example',
    },
    { name: 'a port', uri: 'http://127.0.0.1:3000/cb', target: 'http://127.0.0.1:3000' },
    { name: "an app's own scheme", uri: 'myapp://oauth/callback', target: 'myapp:' },
    {
      name: 'the scheme of an IPv6 address (CSP3 §2.3.1)',
      uri: 'http://[::1]:9/cb',
      target: 'http:',
    },
  ])('lets the answer go to $name', async ({ uri, target }) => {
    expect(await contentSecurityPolicy({ redirectUri: uri })).toContain(
      `form-action 'self' ${target};`,
    )
  })
})
