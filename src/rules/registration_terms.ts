/** What comes of what a client says about itself under the terms that it registers by. */
import type { RegistrationTerms } from '../domain/registration.ts'
import { OUR_SCOPES } from '../spec/claims.ts'
import type { ClientMetadata } from '../spec/client_metadata.ts'
import { isRegistrable, type SelfRegistration } from '../spec/registration.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'

/** The metadata that a registration asks for: what it says, and before and after that, what its terms say. */
export const registrationUnder = (terms: RegistrationTerms, said: SelfRegistration) => ({
  scope: defaultScope(terms, said),
  ...terms.defaults,
  ...said,
  ...terms.forced,
})

/**
 * What stays of a client's metadata when it replaces them (RFC 7592 §2.2): what is not its own to say, and so an
 * operator's word that was given since.
 */
export function notItsOwn(
  { forced }: RegistrationTerms,
  standing: ClientMetadata,
): Partial<Omit<ClientMetadata, 'jwks'>> {
  const kept = Object.entries(standing).filter(
    ([member]) => !isRegistrable(member) || Object.hasOwn(forced, member),
  )
  return Object.fromEntries(kept) as Partial<Omit<ClientMetadata, 'jwks'>>
}

/** Scopes that speak of a person are no use where no person comes. */
function defaultScope({ scopes }: RegistrationTerms, said: SelfRegistration): string {
  const hasPeople = said.grant_types?.some((type) => type !== 'client_credentials') ?? true
  return scopes.filter((scope) => hasPeople || !OUR_SCOPES.includes(scope)).join(' ')
}

/**
 * What goes beyond the terms, or undefined if nothing does.
 * @param standing what the client has already: an operator may have given it more since
 */
export function termsFault(
  terms: RegistrationTerms,
  { scope, grant_types: grantTypes }: ClientMetadata,
  standing: Pick<ClientMetadata, 'scope' | 'grant_types'> = { scope: '', grant_types: [] },
): MetadataRefusal | undefined {
  const mayHave = [...terms.scopes, ...standing.scope.split(' ')]
  if (!scope.split(' ').every((each) => each === '' || mayHave.includes(each))) {
    return metadataFault('scope', 'names a scope that clients may not have by this registration')
  }
  const mayUse = [...terms.grantTypes, ...standing.grant_types]
  return grantTypes.every((type) => mayUse.includes(type))
    ? undefined
    : metadataFault('grant_types', 'names a grant that clients may not use by this registration')
}
