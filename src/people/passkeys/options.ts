/** What a browser is asked for, in the JSON of WebAuthn §5.1.8 and §5.1.9; bytes are in base64url. */
import { PASSKEY_ALGORITHMS, userHandleOf } from '../../crypto/passkeys.ts'
import type { PasskeyOffer } from '../../domain/own_passkeys.ts'
import type { Passkey } from '../../domain/passkey.ts'
import type { Sub } from '../../kernel/ids.ts'
import type { World } from '../../stores/world.ts'
import { CHALLENGE_LIFETIME, newChallenge, type ChallengeScope } from './challenge.ts'
import { rpIdOf } from './relying_party.ts'

const TIMEOUT = CHALLENGE_LIFETIME * 1000

const descriptorOf = ({ credentialId: id, transports }: Passkey) => ({
  type: 'public-key',
  id,
  transports,
})

/** @param passkeys those that may answer; none where a person is to choose, for we say of nobody which they have (§14.6.2) */
export const requestOptions = async (
  world: World,
  scope: ChallengeScope,
  passkeys: readonly Passkey[] = [],
) => ({
  challenge: await newChallenge(world, scope),
  rpId: rpIdOf(world),
  timeout: TIMEOUT,
  // With a PIN, a finger or a face it is worth two factors; without, it still is one.
  userVerification: 'preferred',
  allowCredentials: passkeys.map(descriptorOf),
})

/** @param offer of the person who is signed in, and was there just now */
export async function creationOptions(
  world: World,
  sub: Sub,
  browser: string,
  { username, name, passkeys }: PasskeyOffer,
) {
  const [settings, keys] = await Promise.all([world.registry.settings(), world.registry.keys()])
  return {
    challenge: await newChallenge(world, { use: 'addition', browser, sub }),
    rp: { id: rpIdOf(world), name: settings.name },
    user: { id: await userHandleOf(keys, sub), name: username, displayName: name ?? username },
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT,
    excludeCredentials: passkeys.map(descriptorOf),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'preferred',
    },
    attestation: 'none',
  }
}
