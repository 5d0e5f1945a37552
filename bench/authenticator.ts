/** A passkey in software (WebAuthn): one Ed25519 key, for one origin, that has always verified its person. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()

/** UP, UV, BE and BS; of a new key also AT. */
const FLAGS = 1 + 4 + 8 + 16
const ATTESTED = 64

export interface Options {
  challenge: string
  user?: { id: string }
}

export class Authenticator {
  readonly #id = randomBytes(32)
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ed25519')
  readonly #origin: string
  #userHandle = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  /** @returns what `navigator.credentials.create()` gives a page to post */
  create({ challenge, user }: Options): string {
    this.#userHandle = user?.id ?? ''
    const { x = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    // COSE: an octet key pair, EdDSA, Ed25519, and its 32 bytes (RFC 9053 §7.2).
    const key = Buffer.concat([
      Buffer.from('a4010103272006215820', 'hex'),
      Buffer.from(x, 'base64url'),
    ])
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, 32), this.#id, key])
    const authData = Buffer.concat([this.#head(FLAGS + ATTESTED), attested])
    // CBOR: { fmt: "none", attStmt: {}, authData: the bytes }.
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
      Buffer.of(authData.length),
      authData,
    ])
    return this.#post({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** @returns what `navigator.credentials.get()` gives a page to post */
  get({ challenge }: Options): string {
    const clientData = this.#clientData('webauthn.get', challenge)
    const authData = this.#head(FLAGS)
    const signed = Buffer.concat([authData, sha256(clientData)])
    return this.#post({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign(null, signed, this.#keys.privateKey).toString('base64url'),
      userHandle: this.#userHandle,
    })
  }

  #head(flags: number): Buffer {
    return Buffer.concat([sha256(new URL(this.#origin).hostname), Buffer.of(flags, 0, 0, 0, 0)])
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin }))
  }

  #post(response: object): string {
    const id = this.#id.toString('base64url')
    return JSON.stringify({ id, rawId: id, type: 'public-key', response })
  }
}
