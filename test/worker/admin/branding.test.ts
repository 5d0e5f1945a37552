/** A tenant's look, from the admin API to the pages that people see. */
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../support/browser.ts'
import { HARBOUR } from '../pages/harbour.ts'
import { admin } from './house.ts'

const LOGOS = {
  logo_uri: 'https://cdn.harbour.example/logo.svg?v=2',
  logo_dark_uri: 'https://night.harbour.example/logo.svg',
}
const BRANDING = { ...HARBOUR, ...LOGOS }

const brand = (branding: unknown) => admin('PATCH', '/tenant', { branding })

/** Pages are shown by what is known, which is old for up to 30 s; whoever may be granted something asks what is new. */
const learnOfChanges = () => new Browser().open('/oauth/authorize?client_id=nobody')

const policyOf = (headers: Headers) => headers.get('Content-Security-Policy') ?? ''

describe('the branding', () => {
  beforeEach(async () => {
    expect((await brand({})).status).toBe(200)
    await learnOfChanges()
  })

  it('is answered as it was set, and set as a whole', async () => {
    expect((await brand(BRANDING)).body).toMatchObject({ branding: BRANDING })
    expect((await brand({ corner_radius: 0 })).body['branding']).toEqual({ corner_radius: 0 })
  })

  it.each(['/', '/login', '/errors', '/nowhere'])(
    'is what %s looks like, under a policy that lets in its pictures and its style alone',
    async (path) => {
      const plain = await new Browser().open(path)
      await brand(BRANDING)
      await learnOfChanges()
      const { text, headers } = await new Browser({ 'Accept-Language': 'de' }).open(path)
      expect(text).toContain('--clay:#0b5394')
      expect(text).toContain(`src="${LOGOS.logo_uri}"`)
      expect(text).toContain('Hafenmuseum, Kai 1')
      const styles = [...text.matchAll(/<style>([^]*?)<\/style>/g)].map(([, style = '']) => style)
      const sources = await Promise.all(styles.map(sourceOf))
      expect(styles).toHaveLength(2)
      expect(policyOf(headers)).toBe(
        policyOf(plain.headers)
          .replace(/style-src [^;]*/, `style-src ${sources.join(' ')}`)
          .replace('img-src data:', '$& https://cdn.harbour.example https://night.harbour.example'),
      )
    },
  )

  it('that nobody could read is refused, with the contrast that it has and needs', async () => {
    const colors = { light: { accent: '#ffb300' }, dark: {} }
    const { status, body } = await brand({ colors })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_request', field: 'branding' })
    expect(body['detail']).toContain('has a contrast of 1.76:1 and needs 4.5:1 (WCAG 2.2 §1.4.3)')
  })

  it.each([
    {
      field: 'branding.colors.light.accent',
      value: { colors: { light: { accent: 'red' }, dark: {} } },
    },
    { field: 'branding.colors.dark', value: { colors: { light: {} } } },
    { field: 'branding.logo_uri', value: { logo_uri: 'data:image/svg+xml,<svg/>' } },
    { field: 'branding.corner_radius', value: { corner_radius: 25 } },
    { field: 'branding.texts.en.footer', value: { texts: { en: { footer: '' } } } },
    { field: 'branding.links.help_uri', value: { links: { help_uri: 'javascript:alert(1)' } } },
    { field: 'branding.style', value: { style: 'body{}' } },
  ])('is refused where $field is wrong', async ({ field, value }) => {
    expect(await brand(value)).toMatchObject({ status: 400, body: { field } })
  })
})

async function sourceOf(style: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  return `'sha256-${new Uint8Array(digest).toBase64()}'`
}
