/** Who we are to authenticators: the issuer's host, and the one origin that our pages are of. */
import type { PasskeyCeremony } from '../../crypto/passkeys.ts'
import type { World } from '../../stores/world.ts'

/** WebAuthn §4 "RP ID": the host alone. Of an IP address there is none, and then no browser makes or uses a passkey. */
export const rpIdOf = ({ issuer }: Pick<World, 'issuer'>): string => new URL(issuer).hostname

export const ceremonyOf = (world: Pick<World, 'issuer'>, challenge: string): PasskeyCeremony => ({
  rpId: rpIdOf(world),
  origin: world.issuer,
  challenge,
})
