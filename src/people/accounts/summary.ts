/** What the Directory shows of a person in lists. */
import type { Person } from '../../domain/person.ts'
import type { PersonSummary } from '../../stores/directories.ts'

export const summaryOf = ({ sub, claims, disabled, createdAt }: Person): PersonSummary => ({
  sub,
  email: claims.email ?? '',
  ...(claims.name !== undefined && { name: claims.name }),
  disabled,
  createdAt,
})
