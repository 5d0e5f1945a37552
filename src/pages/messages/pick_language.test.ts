import { describe, expect, it } from 'vitest'
import { pickLanguage } from './pick_language.ts'

describe('the language of a page', () => {
  it.each([
    {
      name: 'is the first of ui_locales that we speak',
      ui: 'se de en',
      header: 'en',
      expect: 'de',
    },
    { name: 'falls back from a region (RFC 4647 §3.4)', ui: 'de-CH-1996', expect: 'de' },
    {
      name: 'or from one after an underscore (OpenID Connect Core §5.1)',
      ui: 'de_AT',
      expect: 'de',
    },
    { name: 'does not mind upper case (RFC 5646 §2.1.1)', ui: 'DE', expect: 'de' },
    { name: 'is not taken from a longer word', ui: 'den enm', preset: 'de', expect: 'de' },
    { name: "is the browser's where the app wishes none", header: 'de,en;q=0.8', expect: 'de' },
    { name: 'follows the weights', header: 'en;q=0.2, de;q=0.9', expect: 'de' },
    { name: 'is not one of weight 0 (RFC 9110 §12.4.2)', header: 'de;q=0, en;q=0.1', expect: 'en' },
    { name: 'ignores a weight that is no number', header: 'de;q=x, en', expect: 'en' },
    {
      name: "is the tenant's where neither wishes",
      header: 'fi, *',
      preset: 'de-AT',
      expect: 'de',
    },
    { name: 'is English where nobody wishes any that we speak', preset: 'fi', expect: 'en' },
    { name: 'survives nonsense', ui: '<script> ..', header: ';;,,q=;=', expect: 'en' },
  ])('$name', ({ ui, header, preset = 'en', expect: expected }) => {
    expect(pickLanguage(ui, header, preset)).toBe(expected)
  })
})
