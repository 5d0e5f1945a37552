/** What a request brings to authenticate its client with, before anything of it is believed. */
import type { Parameters } from '../../kernel/form.ts'
import type { Result } from '../../kernel/result.ts'
import type { Client } from '../../domain/client.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { Refusal } from '../../rules/refusals.ts'
import type { ClientAuthenticationMethod } from '../../spec/client_metadata.ts'
import type { World } from '../../stores/world.ts'

export interface AuthenticationRequest {
  /** The Authorization header as it came. */
  authorization: string | undefined
  /** Of the body; credentials in a URL do not count (RFC 6749 §2.3.1). */
  parameters: Parameters
  /** The URL of the endpoint that is asked, as discovery lists it. */
  endpointUrl: string
}

/** Credentials of one kind, as far as they can be read; undefined fields are missing or malformed. */
export interface Credentials {
  clientId: string | undefined
  proof: string | undefined
}

/** What was proven, and what must be marked as used for it. */
export interface Proof {
  spend?: { key: string; until: Seconds }
}

/** Everything about one way to authenticate. */
export interface AuthenticationMethod {
  name: ClientAuthenticationMethod
  /** What the request brings of this kind; undefined where it brings nothing of it. */
  read(request: AuthenticationRequest): Credentials | undefined
  /** Whether it proves that the request is of this client, which has registered this method. Has no effects. */
  prove(
    world: World,
    client: Client,
    proof: string | undefined,
    request: AuthenticationRequest,
  ): Promise<Result<Proof, Refusal>>
  /** Takes as long over a client that does not exist as over a wrong proof. */
  pretend(proof: string | undefined): Promise<void>
}
