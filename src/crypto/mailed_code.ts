/**
 * The eight digits of a code that is mailed. They follow from its id under the tenant's name key, when the mail is written
 * and when they are typed, so they lie nowhere in between. Eight, not six: with a hundred guesses a day under one name
 * (`domain/attempts.ts`) one account falls in a million days, and many are guessed at at once.
 */
import { equalSecrets } from '../kernel/digest.ts'
import { utf8 } from '../kernel/encoding.ts'
import type { TenantKeys } from './tenant_keys.ts'

const DIGITS = 8
/** No code is longer however it is typed; the rest need not be read. */
const LONGEST_TYPED = 64

/** @param id 128 random bits, of which nobody but us can make the code */
export async function mailedCode(keys: TenantKeys, id: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', keys.nameKey, utf8(`mailed_code\0${id}`))
  // 64 bits, so that no code is likelier than another by more than one in 10^11.
  const number = new DataView(mac).getBigUint64(0) % 10n ** BigInt(DIGITS)
  return String(number).padStart(DIGITS, '0')
}

/** Whether this is the code, however it was spaced. */
export async function isMailedCode(keys: TenantKeys, id: string, typed: string): Promise<boolean> {
  const digits = typed.slice(0, LONGEST_TYPED).normalize('NFKC').replace(/\D/g, '')
  return equalSecrets(digits, await mailedCode(keys, id))
}

/** As people are shown it: `1234 5678`. */
export const spellMailedCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`
