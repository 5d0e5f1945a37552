/**
 * Signing in by passkey: the credential says who it is, as the Directory knows, and its signature proves it. No name is
 * asked for, and nobody is told whether there is somebody (WebAuthn §14.6.2).
 */
import { userHandleOf, verifyAssertion } from '../../crypto/passkeys.ts'
import type { PasskeyUse, SpentChallenge } from '../../domain/passkey.ts'
import type { Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { judgeClientData } from '../../rules/passkey_client_data.ts'
import {
  readPasskeyAssertion,
  type Answered,
  type PasskeyAssertion,
} from '../../spec/passkey_response.ts'
import type { World } from '../../stores/world.ts'
import { readChallenge, type ChallengeScope } from '../passkeys/challenge.ts'
import { passkeyIdOf } from '../passkeys/passkey_id.ts'
import { ceremonyOf } from '../passkeys/relying_party.ts'
import { enter, type Entered, type Visit } from './enter.ts'
import { refuseAttempt, type SignInRefusal } from './password.ts'
import { ontoOf, type Proven } from './second_factor.ts'

export interface PasskeySignIn {
  /** The assertion as the browser has posted it. */
  credential: string
  /** What the browser's cookie holds. */
  browser: string
  /** Of a second factor: what it adds to. */
  proven?: Proven
}

/** One answer to everything that is wrong; the log says what it was. */
export async function signInWithPasskey(
  world: World,
  visit: Visit,
  given: PasskeySignIn,
): Promise<Result<Entered, SignInRefusal>> {
  const answer = await verify(world, given)
  if (!answer.ok) return refuse(world, answer.reason)
  const { sub, use, credentialEpoch } = answer.value
  const { proven } = given
  const entered = await enter(world, visit, {
    sub,
    proof: { method: 'passkey', ...use },
    ...(proven ? ontoOf(proven, credentialEpoch) : { onto: [], credentialEpoch }),
  })
  return entered.ok ? entered : refuse(world, 'not_taken', sub)
}

function refuse(world: World, cause: string, sub?: Sub): Promise<Result<never, SignInRefusal>> {
  world.log.event('passkey_refused', { cause, sub })
  return refuseAttempt(world)
}

interface VerifiedAnswer {
  sub: Sub
  use: PasskeyUse
  credentialEpoch: number
}

/** Everything that costs no call comes first: whoever sends what we have not asked for wakes nobody. */
async function verify(
  world: World,
  { credential, browser, proven }: PasskeySignIn,
): Promise<Result<VerifiedAnswer, string>> {
  const answered = readPasskeyAssertion(credential)
  if (!answered) return err('unreadable')
  const { clientData } = answered
  const judged = judgeClientData(clientData, 'webauthn.get', world.issuer)
  if (!judged.ok) return judged
  const scope: ChallengeScope = proven
    ? { use: 'second_factor', browser, sub: proven.sub }
    : { use: 'sign_in', browser }
  const challenge = await readChallenge(world, clientData.challenge, scope)
  if (!challenge.ok) return challenge
  return verifyOwner(world, answered, challenge.value, proven?.sub)
}

async function verifyOwner(
  world: World,
  { response, clientData }: Answered<PasskeyAssertion>,
  challenge: SpentChallenge,
  wanted: Sub | undefined,
): Promise<Result<VerifiedAnswer, string>> {
  const id = await passkeyIdOf(response.id)
  const sub = wanted ?? (await world.directories.find('passkey', id))
  if (sub === undefined) return err('unknown')
  if (!(await isHandleOf(world, sub, response, wanted === undefined))) return err('user_handle')
  const passkey = await world.users.of(sub).passkey(id)
  if (!passkey) return err('unknown')
  const { publicKey, credentialEpoch } = passkey
  const ceremony = ceremonyOf(world, clientData.challenge)
  const verified = await verifyAssertion(response, publicKey, ceremony)
  if (!verified.ok) return verified
  return ok({ sub, use: { id, challenge, ...verified.value }, credentialEpoch })
}

/**
 * WebAuthn §7.2 step 6: where the person was not known before, "verify that response.userHandle is present" and that it is
 * of the account that owns the credential; where they were, that it is if it is there.
 */
async function isHandleOf(
  { registry }: World,
  sub: Sub,
  { userHandle }: PasskeyAssertion,
  isRequired: boolean,
): Promise<boolean> {
  if (userHandle === undefined) return !isRequired
  return userHandle === (await userHandleOf(await registry.keys(), sub))
}
