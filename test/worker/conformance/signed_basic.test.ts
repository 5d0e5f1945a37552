/** The same modules as the basic plan, which the suite cannot run so: every request is signed with HS256. */
import { COMMON, postRequest, WITH_CODE } from './oidc_modules.ts'
import { BASIC } from './plans.ts'
import { testPlan } from './suite.ts'

const MODULES = {
  ...COMMON,
  ...WITH_CODE,
  'oidcc-ensure-post-request-succeeds': postRequest,
}

for (const road of ['signed', 'pushed'] as const) {
  testPlan(BASIC, { response_type: 'code', response_mode: 'default', road }, MODULES)
}
