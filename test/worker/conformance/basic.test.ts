/** The code flow as the suite runs it, in the query and by form post. */
import { COMMON, postRequest, WITH_CODE } from './oidc_modules.ts'
import { BASIC, FORM_POST_BASIC } from './plans.ts'
import { testPlan } from './suite.ts'

const MODULES = {
  ...COMMON,
  ...WITH_CODE,
  'oidcc-ensure-post-request-succeeds': postRequest,
}

testPlan(BASIC, { response_type: 'code', response_mode: 'default' }, MODULES)
testPlan(FORM_POST_BASIC, { response_type: 'code', response_mode: 'form_post' }, MODULES)
