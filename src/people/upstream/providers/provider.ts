/** What is to be known of a provider: where it is found, how it is spoken to, and how its answers are read. Pure data. */
import type { JsonObject, JsonValue } from '../../../kernel/json.ts'
import type { StandardClaims } from '../../../spec/claims.ts'

export interface Provider {
  /** What its button says, unless the operator says otherwise. */
  name: string
  /** Null where the operator has to say it. */
  issuer: string | null
  /** Whether there are others of its kind, with issuers of their own: a self-hosted GitLab, one directory of Microsoft's. */
  isHosted: boolean
  scopes: readonly string[]
  /** `announced`: as its metadata says. `apple`: a JWT that its private key signs. */
  authentication: 'announced' | 'client_secret_post' | 'client_secret_basic' | 'apple'
  /** Sent with every authorization request. */
  parameters?: Readonly<Record<string, string>>
  /** Sent where the person is to prove anew who they are, as far as it listens. */
  again?: Readonly<Record<string, string>>
  /** What it breaks at, or does not give back, though it need only be ignored: then `state` stands alone. */
  lacks?: readonly ('pkce' | 'nonce')[]
  /** A provider without OpenID Connect: where it is, and where it tells who somebody is. */
  oauth?: (issuer: string) => OAuthEndpoints
  /** Undefined for an answer that says of nobody who they are. */
  profile(told: Told): UpstreamProfile | undefined
}

export interface OAuthEndpoints {
  authorization: string
  token: string
  /** The document about the person. */
  claims: string
  /** Their addresses, where those are a document of their own. */
  emails?: string
}

/** What a provider has told of a person, and what of it was proven to come from there. */
export interface Told {
  /** Of the ID token, with those of userinfo beside them; without OpenID Connect, of the document about the person. */
  claims: JsonObject
  emails?: JsonValue
  /** What came with the answer in the browser, unproven: Apple tells a name there, once. */
  posted?: JsonObject
}

/** A person as a provider describes them, in our words. */
export interface UpstreamProfile {
  subject: string
  /** All but the address. */
  claims: StandardClaims
  email?: UpstreamEmail
}

export interface UpstreamEmail {
  address: string
  /** It says so itself, and as a boolean. */
  isVerified: boolean
  /** The mailbox is its own: nobody else can give the address to somebody else. */
  isOwn: boolean
}
