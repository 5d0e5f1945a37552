/**
 * What a browser posts of a passkey, in the JSON of `PublicKeyCredential.toJSON()` (WebAuthn §5.1): read strictly, and
 * nothing in it proven yet.
 */
import * as v from 'valibot'
import { fromBase64url, fromUtf8 } from '../kernel/encoding.ts'
import { parseJson } from '../kernel/json.ts'

/** "The client data represents the contextual bindings of both the WebAuthn Relying Party and the client" (§5.8.1). */
export interface ClientData {
  type: string
  /** Base64url, as we gave it. */
  challenge: string
  origin: string
  crossOrigin?: boolean | undefined
  topOrigin?: string | undefined
}

/** A passkey was made (`AuthenticatorAttestationResponse`). Bytes are in base64url. */
export interface PasskeyAttestation {
  id: string
  clientDataJSON: string
  attestationObject: string
  transports: string[]
}

/** A passkey was used (`AuthenticatorAssertionResponse`). Bytes are in base64url. */
export interface PasskeyAssertion {
  id: string
  clientDataJSON: string
  authenticatorData: string
  signature: string
  userHandle?: string
}

export interface Answered<Response> {
  response: Response
  clientData: ClientData
}

const bytes = (most: number) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(most), v.regex(/^[A-Za-z0-9_-]+$/))

/** "Credential IDs […] at most 1023 bytes" (§4). */
const credentialId = bytes(1364)
const clientDataJSON = bytes(4096)

const credentialOf = <Response extends v.GenericSchema>(response: Response) =>
  v.pipe(
    v.object({ id: credentialId, rawId: credentialId, type: v.literal('public-key'), response }),
    v.check(({ id, rawId }) => id === rawId),
  )

const attestation = credentialOf(
  v.object({
    clientDataJSON,
    attestationObject: bytes(16_384),
    transports: v.nullish(v.pipe(v.array(v.string()), v.maxLength(16)), []),
  }),
)

const assertion = credentialOf(
  v.object({
    clientDataJSON,
    authenticatorData: bytes(2048),
    signature: bytes(2048),
    // "A user handle is an opaque byte sequence with a maximum size of 64 bytes" (§4).
    userHandle: v.nullish(bytes(86)),
  }),
)

const clientData = v.object({
  type: v.string(),
  challenge: v.string(),
  origin: v.string(),
  crossOrigin: v.optional(v.boolean()),
  topOrigin: v.optional(v.string()),
})

/** "`usb`, `nfc`, `ble`, `smart-card`, `hybrid`, `internal`" (§5.8.4); what we do not know is left out. */
const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal']

/** Undefined for what no browser sends. */
export function readPasskeyAttestation(text: string): Answered<PasskeyAttestation> | undefined {
  const read = v.safeParse(attestation, parseJson(text))
  if (!read.success) return undefined
  const { id, response } = read.output
  const transports = TRANSPORTS.filter((each) => response.transports?.includes(each))
  return answered({ id, ...response, transports })
}

/** Undefined for what no browser sends. */
export function readPasskeyAssertion(text: string): Answered<PasskeyAssertion> | undefined {
  const read = v.safeParse(assertion, parseJson(text))
  if (!read.success) return undefined
  const { id } = read.output
  const { userHandle, ...response } = read.output.response
  return answered({ id, ...response, ...(userHandle && { userHandle }) })
}

function answered<Response extends { clientDataJSON: string }>(
  response: Response,
): Answered<Response> | undefined {
  const json = fromUtf8(fromBase64url(response.clientDataJSON) ?? new Uint8Array())
  const read = v.safeParse(clientData, parseJson(json ?? ''))
  return read.success ? { response, clientData: read.output } : undefined
}
