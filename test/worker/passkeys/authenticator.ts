/** An authenticator in software, and the page around it: keys by WebCrypto, CBOR by hand. It lies where a test has it lie. */
import { base64url, fromBase64url, utf8 } from '../../../src/kernel/encoding.ts'
import { sha256 } from '../../../src/kernel/digest.ts'
import { randomBytes } from '../../../src/kernel/random.ts'
import { ISSUER } from '../support/reading_world.ts'
import { cbor, coseOf, derOf } from './cose.ts'

export interface CreationOptions {
  challenge: string
  rp: { id: string; name: string }
  user: { id: string; name: string; displayName: string }
  excludeCredentials: { id: string }[]
  [member: string]: unknown
}

export interface RequestOptions {
  challenge: string
  rpId: string
  allowCredentials: { id: string }[]
  [member: string]: unknown
}

/** What is other than it should be. */
export interface Lies {
  type?: string
  challenge?: string
  origin?: string
  crossOrigin?: boolean
  topOrigin?: string
  rpId?: string
  /** The bits of the flags: UP 1, UV 4, BE 8, BS 16. */
  flags?: number
  counter?: number
  userHandle?: string | null
  /** Of a new key. */
  fmt?: string
  attStmt?: Map<string, unknown>
  /** `packed`, by the key itself (WebAuthn §8.2): no lie. */
  attestsItself?: boolean
  /** What the key calls itself, whatever it is. */
  alg?: number
  /** The id that is said beside the data. */
  id?: string
  /** Another's signature. */
  signature?: Uint8Array
}

export const UP = 1
export const UV = 4
export const BE = 8
export const BS = 16
const AT = 64

const ALGORITHMS = {
  [-7]: {
    generate: { name: 'ECDSA', namedCurve: 'P-256' },
    sign: { name: 'ECDSA', hash: 'SHA-256' },
  },
  [-8]: { generate: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  [-257]: {
    generate: {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
  },
} as const

export type Alg = keyof typeof ALGORITHMS

interface Traits {
  alg?: Alg
  flags?: number
  counts?: boolean
  /** Its credential id; drawn where it is not told. */
  id?: string
}

/** One passkey, on one device. */
export class Authenticator {
  readonly credentialId: string
  readonly #alg: Alg
  readonly #flags: number
  #keys: CryptoKeyPair | undefined
  #userHandle = ''
  counter = 0
  /** Whether it counts, as keys that are bound to a device do. */
  readonly #counts: boolean

  constructor({ alg = -7, flags = UP | UV | BE | BS, counts = false, id = '' }: Traits = {}) {
    this.#alg = alg
    this.#flags = flags
    this.#counts = counts
    this.credentialId = id || base64url(randomBytes(32))
  }

  /** `navigator.credentials.create()`, as the script posts it. */
  async create(options: CreationOptions, lies: Lies = {}): Promise<string> {
    const keys = await crypto.subtle.generateKey(ALGORITHMS[this.#alg].generate, true, [
      'sign',
      'verify',
    ])
    this.#keys = keys as CryptoKeyPair
    this.#userHandle = options.user.id
    const id = fromBase64url(this.credentialId) ?? new Uint8Array()
    const key = await coseOf(this.#keys.publicKey, lies.alg ?? this.#alg)
    const attested = [...new Uint8Array(16), id.length >> 8, id.length & 255, ...id, ...key]
    const head = await this.#authenticatorData(options.rp.id, AT, lies)
    const authData = Uint8Array.from([...head, ...attested])
    const clientDataJSON = clientDataOf('webauthn.create', options.challenge, lies)
    const statement = lies.attestsItself
      ? await this.#statementOf(authData, clientDataJSON)
      : (lies.attStmt ?? new Map())
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', lies.attestsItself ? 'packed' : (lies.fmt ?? 'none')],
        ['attStmt', statement],
        ['authData', authData],
      ]),
    )
    return this.#post(lies, {
      clientDataJSON,
      attestationObject: base64url(attestationObject),
      transports: ['internal', 'hybrid'],
    })
  }

  /** `navigator.credentials.get()`, as the script posts it. */
  async get(options: RequestOptions, lies: Lies = {}): Promise<string> {
    if (this.#counts) this.counter++
    const authData = await this.#authenticatorData(options.rpId, 0, lies)
    const clientDataJSON = clientDataOf('webauthn.get', options.challenge, lies)
    const hash = await sha256(fromBase64url(clientDataJSON) ?? new Uint8Array())
    const signature = lies.signature ?? (await this.#sign(Uint8Array.from([...authData, ...hash])))
    const { userHandle = this.#userHandle } = lies
    return this.#post(lies, {
      clientDataJSON,
      authenticatorData: base64url(authData),
      signature: base64url(signature),
      ...(userHandle !== null && { userHandle }),
    })
  }

  async #statementOf(authData: Uint8Array, clientDataJSON: string) {
    const hash = await sha256(fromBase64url(clientDataJSON) ?? new Uint8Array())
    const signature = await this.#sign(Uint8Array.from([...authData, ...hash]))
    return new Map<string, unknown>([
      ['alg', this.#alg],
      ['sig', signature],
    ])
  }

  async #sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    if (!this.#keys) throw new Error('there is no key yet')
    const { sign } = ALGORITHMS[this.#alg]
    const raw = new Uint8Array(await crypto.subtle.sign(sign, this.#keys.privateKey, data))
    return this.#alg === -7 ? derOf(raw) : raw
  }

  async #authenticatorData(rpId: string, more: number, lies: Lies): Promise<Uint8Array> {
    const flags = (lies.flags ?? this.#flags) | more
    const count = new Uint8Array(4)
    new DataView(count.buffer).setUint32(0, lies.counter ?? this.counter)
    return Uint8Array.from([...(await sha256(lies.rpId ?? rpId)), flags, ...count])
  }

  #post({ id = this.credentialId }: Lies, response: object): string {
    return JSON.stringify({ id, rawId: id, type: 'public-key', response })
  }
}

function clientDataOf(type: string, challenge: string, lies: Lies): string {
  const { crossOrigin, topOrigin } = lies
  const data = {
    type: lies.type ?? type,
    challenge: lies.challenge ?? challenge,
    origin: lies.origin ?? ISSUER,
    ...(crossOrigin !== undefined && { crossOrigin }),
    ...(topOrigin !== undefined && { topOrigin }),
  }
  return base64url(utf8(JSON.stringify(data)))
}
