/** The code flow as the suite runs it, in the query and by form post. */
import { CODE_FLOW } from './oidc_modules.ts'
import { BASIC, FORM_POST_BASIC } from './plans.ts'
import { testPlan } from './suite.ts'

testPlan(BASIC, { response_type: 'code', response_mode: 'default' }, CODE_FLOW)
testPlan(FORM_POST_BASIC, { response_type: 'code', response_mode: 'form_post' }, CODE_FLOW)
