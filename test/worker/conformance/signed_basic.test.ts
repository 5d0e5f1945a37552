/** The same modules as the basic plan, which the suite cannot run so: every request is signed with HS256. */
import { CODE_FLOW } from './oidc_modules.ts'
import { BASIC } from './plans.ts'
import { testPlan } from './suite.ts'

for (const road of ['signed', 'pushed'] as const) {
  testPlan(BASIC, { response_type: 'code', response_mode: 'default', road }, CODE_FLOW)
}
