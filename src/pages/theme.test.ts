/** A setting is never a way into the style sheet, the policy or the page (CWE-79, CWE-116). */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as v from 'valibot'
import { galleryOf, PLAIN_TEXTS } from '../../test/worker/pages/gallery.tsx'
import { HARBOUR } from '../../test/worker/pages/harbour.ts'
import type { Branding } from '../domain/branding.ts'
import { brandingFault } from '../rules/branding.ts'
import { branding as schema } from '../spec/admin/branding.ts'
import { contentSecurityPolicy } from './content_security_policy.ts'
import { lookOf } from './look.ts'
import { themeOf } from './theme.ts'

/** Strings that look like what is asked for, and what an attacker would add to it. */
const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'red',
    '#fff',
    '#12345g',
    '#123456;background:url(//evil.test)',
    '#123456}</style><script>alert(1)</script>',
    'var(--x)',
    'expression(alert(1))',
    "https://cdn.example/a.png');x",
    'https://a;script-src/',
    'https://a,b/',
    "https://a.example/;style-src 'unsafe-inline'",
    'javascript:alert(1)',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'data:text/html,x',
    '"><img src=x onerror=alert(1)>',
  ),
  fc
    .tuple(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string())
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('#123456', '#ABCDEF'), fc.string()).map((parts) => parts.join('')),
)

const colors = fc.record({ accent: hostile, background: hostile, surface: hostile, text: hostile })

const anyBranding = fc.record(
  {
    logo_uri: hostile,
    logo_dark_uri: hostile,
    colors: fc.record({ light: colors, dark: colors }),
    corner_radius: fc.oneof(fc.integer(), hostile) as fc.Arbitrary<number>,
    texts: fc.dictionary(hostile, fc.record({ sign_in_title: hostile, footer: hostile })),
  },
  { requiredKeys: [] },
)

const THEME =
  /^(?::root\{--round:(?:[\d.e+-]+|NaN|-?Infinity)px\})?(?::root\{(?:--[a-z-]+:#[0-9a-f]{6};?)+\}@media \(prefers-color-scheme:dark\)\{:root\{(?:--[a-z-]+:#[0-9a-f]{6};?)+\}\})?$/

it('whatever is stored, the style sheet holds variables with colours and lengths alone', () => {
  fc.assert(
    fc.property(anyBranding, (drawn) => {
      expect(themeOf(drawn)).toMatch(THEME)
    }),
  )
})

const DIRECTIVES =
  /^default-src 'none'; style-src(?: 'sha256-[\w+/=]+')+; img-src data:(?: https?:\/\/[a-z0-9.-]+(?::\d+)?)*; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/

it('what the schema and the rules take adds to the policy the origins of pictures alone', async () => {
  const taken = (drawn: unknown): drawn is Branding =>
    v.safeParse(schema, drawn).success && brandingFault(drawn as Branding) === undefined
  await fc.assert(
    fc.asyncProperty(fc.record({ logo_uri: hostile }, { requiredKeys: [] }), async (drawn) => {
      fc.pre(taken(drawn))
      expect(await contentSecurityPolicy({ look: lookOf(drawn) })).toMatch(DIRECTIVES)
    }),
  )
})

it('nor does anything that is stored, were it not taken', async () => {
  await fc.assert(
    fc.asyncProperty(anyBranding, async (drawn) => {
      expect(await contentSecurityPolicy({ look: lookOf(drawn) })).toMatch(DIRECTIVES)
    }),
  )
})

it.each([
  { field: 'a name', colors: { light: { accent: 'red' }, dark: {} } },
  { field: 'three digits', colors: { light: { accent: '#a41' }, dark: {} } },
  { field: 'a newline at the end', colors: { light: { accent: '#a5431d\n' }, dark: {} } },
  { field: 'one scheme alone', colors: { light: { accent: '#a5431d' } } },
  { field: 'a picture that runs', logo_uri: 'data:image/svg+xml,<svg/>' },
  { field: 'a picture by http', logo_uri: 'http://cdn.example/logo.png' },
  { field: 'a great picture', logo_uri: `data:image/png;base64,iVBORw0KGgo${'A'.repeat(8192)}` },
  { field: 'something else in a data: URI', logo_uri: 'data:image/png;base64,PHN2Zz4=' },
  { field: 'half a pixel', corner_radius: 7.5 },
  { field: 'a text that reorders others', texts: { en: { footer: 'A\u202eB' } } },
  { field: 'a language that is none', texts: { '<b>': { footer: 'A' } } },
  { field: 'a link that runs', links: { help_uri: 'javascript:alert(1)' } },
])('$field is not taken', ({ field, ...branding }) => {
  expect(v.safeParse(schema, branding).success, field).toBe(false)
})

it('texts of the tenant are only ever text', () => {
  const markup = '</p><script>alert(1)</script>'
  const texts = { en: { sign_in_title: markup, sign_in_about: markup, footer: markup } }
  for (const [name, html] of Object.entries(galleryOf('en', PLAIN_TEXTS, { texts }))) {
    expect(html, name).not.toContain('<script>alert')
    expect(html, name).toContain('&lt;script&gt;alert(1)')
  }
})

it('every page has the look of the tenant: its picture, its style, its words and its links', () => {
  for (const [name, html] of Object.entries(galleryOf('de', PLAIN_TEXTS, HARBOUR))) {
    expect(html, name).toContain(`<style>${themeOf(HARBOUR)}</style>`)
    expect(html, name).toContain('class="tenant-logo"')
    expect(html, name).toContain('Hafenmuseum, Kai 1')
    expect(html, name).toContain('href="https://harbour.example/imprint"')
    expect(html, name).not.toContain('class="meander"')
  }
})

it('the page to sign in on has its own title and words', () => {
  const { 'sign-in': page = '', confirm = '' } = galleryOf('en', PLAIN_TEXTS, HARBOUR)
  expect(page).toContain('<h1>Welcome aboard</h1><p>One account for')
  expect(page).toContain('<title>Welcome aboard · ')
  expect(confirm).not.toContain('Welcome aboard')
})

it('no page of one tenant keeps the look for the next', () => {
  galleryOf('en', PLAIN_TEXTS, HARBOUR)
  expect(galleryOf('en')['sign-in']).not.toContain('class="tenant-logo"')
})
