import { describe, expect, it } from 'vitest'
import { HARBOUR } from '../../test/worker/pages/harbour.ts'
import { brandingFault } from './branding.ts'

describe('a branding', () => {
  it.each([
    { name: 'of nothing is ours', branding: {} },
    { name: 'may have everything', branding: HARBOUR },
    {
      name: 'has our colours where it names none',
      branding: { colors: { light: { accent: '#0b5394' }, dark: { accent: '#9cc7f0' } } },
    },
  ])('$name', ({ branding }) => {
    expect(brandingFault(branding)).toBeUndefined()
  })

  it.each([
    {
      name: 'with grey text on white, by the ratio that it has and needs (WCAG 2.2 §1.4.3)',
      branding: { colors: { light: { surface: '#ffffff', text: '#777777' }, dark: {} } },
      expect:
        'must be readable: colors.light.text (#777777) on background (#f5efe6) has a contrast of 3.91:1 and needs 4.5:1 (WCAG 2.2 §1.4.3)',
    },
    {
      name: 'whose accent cannot be read on its surface',
      branding: { colors: { light: { accent: '#ffb300', surface: '#ffffff' }, dark: {} } },
      expect: /^must be readable: colors\.light\.accent \(#ffb300\) on surface \(#ffffff\)/,
    },
    {
      name: 'that is readable in the light alone',
      branding: { colors: { light: {}, dark: { accent: '#0b5394' } } },
      expect: /^must be readable: colors\.dark\.accent/,
    },
    {
      name: 'a hundredth short, which is not rounded up',
      branding: {
        colors: { light: { surface: '#ffffff', background: '#ffffff', text: '#777777' }, dark: {} },
      },
      expect: /has a contrast of 4\.47:1 and needs 4\.5:1/,
    },
    {
      name: 'with a logo whose host would begin a directive of the policy (CSP3 §2.3.1)',
      branding: { logo_uri: 'https://a;frame-ancestors/x.png' },
      expect: /^must have logos at addresses with a host name/,
    },
    {
      name: 'with credentials in an address',
      branding: { logo_uri: 'https://user:secret@cdn.example/logo.png' },
      expect: /and no credentials$/,
    },
    {
      name: 'with a logo for the dark alone',
      branding: { logo_dark_uri: 'https://cdn.example/logo.png' },
      expect: /^must have a logo_uri/,
    },
  ])('is refused $name', ({ branding, expect: expected }) => {
    expect(brandingFault(branding)).toMatch(expected)
  })
})
