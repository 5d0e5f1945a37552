import { expect, it } from 'vitest'
import { ENGLISH } from '../../../test/support/languages.ts'
import { deviceName } from './device_name.ts'

it.each([
  {
    name: 'Edge, which says that it is Chrome and Safari too',
    given:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0',
    expect: 'Edge on Windows',
  },
  {
    name: 'Safari on a telephone, which says that it is like a Mac',
    given:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
    expect: 'Safari on iPhone',
  },
  {
    name: 'Chrome on Android, which says that it is Linux',
    given:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
    expect: 'Chrome on Android',
  },
  {
    name: 'Firefox',
    given: 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0',
    expect: 'Firefox on Linux',
  },
  { name: 'a system alone', given: 'something (Windows)', expect: 'Windows' },
  { name: 'nothing', given: '', expect: 'Unknown device' },
  { name: 'markup, which is nobody', given: '<b>Chromium</b>', expect: 'Unknown device' },
])('$name is $expect', ({ given, expect: expected }) => {
  expect(deviceName(given, ENGLISH)).toBe(expected)
})
