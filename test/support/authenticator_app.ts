/** An authenticator app, as a person has it: a key typed in, and a code shown. */
import { hotp } from '../../src/crypto/totp.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of a key as a person types it. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const bits = [...key].map((each) => BASE32.indexOf(each).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}

/** The code that an app with this key shows now, or some steps from now. */
export const codeFor = (key: string, stepsAhead = 0): Promise<string> =>
  hotp(bytesOf(key), Math.floor(Date.now() / 30_000) + stepsAhead, 6)
