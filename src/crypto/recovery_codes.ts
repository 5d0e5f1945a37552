/**
 * Codes to be written down for the day when all else is lost. Each is 80 random bits, so a plain hash keeps it: nobody
 * tries that many (NIST SP 800-63B-4 §3.1.2.2 asks for no slower one from 112 bits on, and for a limit on guesses below).
 */
import { sha256base64url } from '../kernel/digest.ts'
import { randomBytes } from '../kernel/random.ts'
import { base32 } from './totp.ts'

const CODES = 10
const CODE_BYTES = 10

/** @returns as they are shown: `ABCD-EFGH-IJKL-MNOP` */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: CODES }, () => spelled(base32(randomBytes(CODE_BYTES))))

const spelled = (code: string): string => (code.match(/.{4}/g) ?? []).join('-')

/** However it is typed: in whatever case, with or without the strokes. */
export const hashRecoveryCode = (typed: string): Promise<string> =>
  sha256base64url(typed.toUpperCase().replace(/[^A-Z2-7]/g, ''))

export const hashRecoveryCodes = (codes: readonly string[]): Promise<string[]> =>
  Promise.all(codes.map(hashRecoveryCode))
