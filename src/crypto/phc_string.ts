/**
 * The PHC string format of an argon2 hash: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`, in base64 without padding.
 * Version 19 (0x13) is the one of RFC 9106 §3.1.
 */
import { fromBase64 } from '../kernel/encoding.ts'

export type Argon2Type = 'argon2d' | 'argon2i' | 'argon2id'

export interface Argon2Parameters {
  /** In KiB. */
  memorySize: number
  iterations: number
  parallelism: number
}

export interface PasswordHash {
  type: Argon2Type
  parameters: Argon2Parameters
  salt: Uint8Array
  hash: Uint8Array
}

/** A hash that takes more is not ours, and would take what an isolate cannot spare. */
const MOST_MEMORY = 65_536
const MOST_ITERATIONS = 10
const SHORTEST_SALT = 8
const SHORTEST_HASH = 16

const PHC_STRING =
  /^\$(argon2id|argon2i|argon2d)\$v=19\$m=([1-9]\d{0,5}),t=([1-9]\d?),p=([1-9])\$([A-Za-z0-9+/]{1,86})\$([A-Za-z0-9+/]{1,86})$/

const unpadded = (bytes: Uint8Array): string => bytes.toBase64({ omitPadding: true })

export function formatPhcString({ type, parameters, salt, hash }: PasswordHash): string {
  const { memorySize, iterations, parallelism } = parameters
  const costs = `m=${memorySize},t=${iterations},p=${parallelism}`
  return `$${type}$v=19$${costs}$${unpadded(salt)}$${unpadded(hash)}`
}

/** Undefined for whatever is not the hash of a password by argon2, within what we are ready to compute. */
export function parsePhcString(text: string): PasswordHash | undefined {
  const [, type, memory, iterations, parallelism, salt = '', hash = ''] =
    PHC_STRING.exec(text) ?? []
  const parsed = {
    type: typeOf(type),
    parameters: {
      memorySize: Number(memory),
      iterations: Number(iterations),
      parallelism: Number(parallelism),
    },
    salt: fromBase64(salt) ?? new Uint8Array(),
    hash: fromBase64(hash) ?? new Uint8Array(),
  }
  return isWithinBounds(parsed) ? parsed : undefined
}

const typeOf = (type: string | undefined): Argon2Type =>
  type === 'argon2i' || type === 'argon2d' ? type : 'argon2id'

const isWithinBounds = ({ parameters, salt, hash }: PasswordHash): boolean =>
  // RFC 9106 §3.1: "Memory size m […] MUST be an integer number of kibibytes from 8*p to 2^(32)-1."
  parameters.memorySize >= 8 * parameters.parallelism &&
  parameters.memorySize <= MOST_MEMORY &&
  parameters.iterations <= MOST_ITERATIONS &&
  salt.length >= SHORTEST_SALT &&
  hash.length >= SHORTEST_HASH
