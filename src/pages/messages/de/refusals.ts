/** The catalogue of refusals in German: a sentence and how to mend it, for every key of rules/refusals.ts. */
import type { RefusalKey } from '../../../rules/refusals.ts'
import type { RefusalWords } from '../translation.ts'
import { ACCESS } from './refusals/access.ts'
import { AUTHORIZATION } from './refusals/authorization.ts'
import { CLIENT } from './refusals/client.ts'
import { DEVICE } from './refusals/device.ts'
import { DPOP } from './refusals/dpop.ts'
import { PARAMETERS } from './refusals/parameters.ts'
import { REGISTRATION } from './refusals/registration.ts'
import { REQUEST_OBJECT } from './refusals/request_object.ts'
import { TOKEN } from './refusals/token.ts'

export const GERMAN_REFUSALS: Record<RefusalKey, RefusalWords> = {
  ...REQUEST_OBJECT,
  ...PARAMETERS,
  ...AUTHORIZATION,
  ...CLIENT,
  ...TOKEN,
  ...DEVICE,
  ...ACCESS,
  ...DPOP,
  ...REGISTRATION,
}
