/** Operators: people in whose name an app may open the admin API. */
import { ADMIN_SCOPE } from '../spec/claims.ts'
import type { Person } from './person.ts'

/** Whether an app would act as an operator with these scopes. */
export const opensAdminApi = (scope: readonly string[]): boolean => scope.includes(ADMIN_SCOPE)

/** Whether a person may give all of these scopes away: that of the admin API only while they are an operator. */
export const mayGive = ({ admin = false }: Pick<Person, 'admin'>, scope: readonly string[]) =>
  admin || !opensAdminApi(scope)
