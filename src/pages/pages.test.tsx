import { describe, expect, it } from 'vitest'
import { galleryOf, PLAIN_TEXTS } from '../../test/worker/pages/gallery.tsx'
import vectors from '../../test/vectors/client-metadata-injection.json'
import { DIRECTIONS, LANGUAGES } from './messages/languages.ts'
import { GO_ON_SCRIPT } from './go_on_script.ts'
import { PASSKEY_SCRIPT } from './passkey_script.ts'
import { SUBMIT_SCRIPT } from './submit_script.ts'
import { STYLE } from './style.ts'
import { TURNSTILE_SCRIPT } from './turnstile_script.ts'

const everyPage = LANGUAGES.flatMap((lang) =>
  Object.entries(galleryOf(lang)).map(([name, html]) => ({ name, lang, html })),
)

describe.each(everyPage)('the page $name in $lang', ({ name, lang, html }) => {
  it('is a document in its language, with the name of the tenant', () => {
    expect(html).toMatch(
      new RegExp(`^<!DOCTYPE html><html lang="${lang}" dir="${DIRECTIONS[lang]}">`),
    )
    expect(html).toContain(`<bdi class="tenant">${PLAIN_TEXTS.tenantName}</bdi>`)
    expect(html).toMatch(new RegExp(`<title>.+ · ${PLAIN_TEXTS.tenantName}</title>`))
    expect(html.match(/<h1>/g)).toHaveLength(1)
  })

  it('leaves no slot of a sentence open', () => {
    expect(withoutStyle(html)).not.toMatch(/\{\w+\}|undefined|\[object/)
  })

  it('holds no script but those that submit, go on, wait for Turnstile and use passkeys', () => {
    const hasTurnstile = html.includes('class="cf-turnstile"')
    const scripts = [
      ...(name === 'form-post' ? [SUBMIT_SCRIPT] : []),
      ...(name === 'signed-out-going-on' ? [GO_ON_SCRIPT] : []),
      ...(hasTurnstile ? [TURNSTILE_SCRIPT] : []),
      ...(html.includes('<form id="passkey"') ? [PASSKEY_SCRIPT] : []),
    ]
    expect(html.match(/<script>[^]*?<\/script>/g) ?? []).toEqual(
      scripts.map((script) => `<script>${script}</script>`),
    )
    const fetched =
      '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async="" defer="">'
    expect(html.match(/<script [^>]*>/g) ?? []).toEqual(hasTurnstile ? [fetched] : [])
    expect(html.includes('<noscript>')).toBe(hasTurnstile)
    expect(html).not.toMatch(/<[^>]+\s(on\w+|style)=/)
  })

  it('has a label for every field that a person fills', () => {
    const inputs = [...html.matchAll(/<input(?! type="hidden")[^>]*\sid="(\w+)"/g)]
    expect(inputs).toHaveLength(html.match(/<input(?! type="hidden")/g)?.length ?? 0)
    for (const [, id] of inputs) expect(html).toContain(`<label for="${id}">`)
  })

  // "the name contains the text that is presented visually" (WCAG 2.2 §2.5.3).
  it('names what can be pressed by the words that are seen on it', () => {
    const named = html.matchAll(/<(?:a|button)[^>]* aria-label="([^"]*)"[^>]*>([^<]*)</g)
    for (const [, name = '', seen = ''] of named) {
      expect(name.toLowerCase()).toContain(seen.toLowerCase())
    }
  })

  it('gives each id once', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('what others have written is only ever text (CWE-79, CVE-2026-22752)', () => {
  const markup = vectors.strings.filter((text) => /[<>"'&]/.test(text))

  it.each(markup.map((text) => ({ text })))('$text', ({ text }) => {
    const pages = galleryOf('en', {
      tenantName: text,
      appName: text,
      personName: text,
      username: text,
      scopeDescription: text,
    })
    for (const [name, html] of Object.entries(pages)) {
      expect(withoutStyle(html), name).toContain(escaped(text))
      expect(withoutStyle(html), name).not.toContain(text)
      expect(tagsOf(html), name).toEqual(tagsOf(galleryOf('en')[name] ?? ''))
    }
  })
})

const withoutStyle = (html: string) =>
  [STYLE, SUBMIT_SCRIPT, PASSKEY_SCRIPT, TURNSTILE_SCRIPT].reduce(
    (text, ours) => text.replace(ours, ''),
    html,
  )

const tagsOf = (html: string) => withoutStyle(html).match(/<[a-z!/][a-z0-9]*/gi)

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
