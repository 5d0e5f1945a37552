import { expect, it } from 'vitest'
import { utf8 } from '../kernel/encoding.ts'
import { base32, hotp, otpauthUri, stepOfCode } from './totp.ts'

const SECRET = utf8('12345678901234567890')

const CODES = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ')

it.each(CODES.map((code, count) => ({ count, code })))(
  'HOTP of $count is $code (RFC 4226 Appendix D)',
  async ({ count, code }) => {
    expect(await hotp(SECRET, count, 6)).toBe(code)
  },
)

it.each([
  { time: 59, code: '94287082' },
  { time: 1111111109, code: '07081804' },
  { time: 1111111111, code: '14050471' },
  { time: 1234567890, code: '89005924' },
  { time: 2000000000, code: '69279037' },
  { time: 20000000000, code: '65353130' },
])('TOTP at $time is $code (RFC 6238 Appendix B)', async ({ time, code }) => {
  expect(await hotp(SECRET, Math.floor(time / 30), 8)).toBe(code)
  expect(await stepOfCode(SECRET, code.slice(2), time)).toBe(Math.floor(time / 30))
})

it.each([
  { name: 'of the step before', away: -30, expect: 37037036 },
  { name: 'of the step after', away: 30, expect: 37037038 },
  { name: 'of two steps before', away: -60, expect: undefined },
  { name: 'of two steps after', away: 60, expect: undefined },
])('a code $name: $expect (RFC 6238 §5.2)', async ({ away, ...given }) => {
  const code = await hotp(SECRET, Math.floor((1111111111 + away) / 30), 6)
  expect(await stepOfCode(SECRET, code, 1111111111)).toBe(given.expect)
})

it.each(['', '05047', '0050471', '050471 ', '٠٥٠٤٧١'])('%j is no code', async (code) => {
  expect(await stepOfCode(SECRET, code, 1111111111)).toBeUndefined()
})

it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %j is %j (RFC 4648 §10)', (text, expected) => {
  expect(base32(utf8(text))).toBe(expected)
})

it('names and addresses cannot add parameters to the address of a secret', () => {
  expect(otpauthUri(SECRET, { issuer: 'A&B: ?', account: 'ada@example.org&secret=x' })).toBe(
    'otpauth://totp/A%26B%3A%20%3F:ada%40example.org%26secret%3Dx?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A%26B%3A%20%3F',
  )
})
