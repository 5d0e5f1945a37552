/** The words of DPoP: RFC 9449. */

/** What a proof may be signed with, as a header spells it. RS256 is left out, as FAPI 2.0 leaves it out. */
export const DPOP_SIGNING_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519', 'PS256'] as const

export const DPOP_PROOF_TYPE = 'dpop+jwt'
