/** The hybrid flow as the suite runs it, in the fragment and by form post. */
import { COMMON, WITH_CODE, WITH_FRONT_ID_TOKEN } from './oidc_modules.ts'
import {
  FORM_POST_HYBRID_ID_TOKEN,
  FORM_POST_HYBRID_ID_TOKEN_TOKEN,
  FORM_POST_HYBRID_TOKEN,
  HYBRID_ID_TOKEN,
  HYBRID_ID_TOKEN_TOKEN,
  HYBRID_TOKEN,
} from './plans.ts'
import { testPlan } from './suite.ts'

const MODULES = { ...COMMON, ...WITH_CODE, ...WITH_FRONT_ID_TOKEN }

const idToken = { response_type: 'code id_token' }
testPlan(HYBRID_ID_TOKEN, { ...idToken, response_mode: 'default' }, MODULES)
testPlan(FORM_POST_HYBRID_ID_TOKEN, { ...idToken, response_mode: 'form_post' }, MODULES)

const token = { response_type: 'code token' }
testPlan(HYBRID_TOKEN, { ...token, response_mode: 'default' }, MODULES)
testPlan(FORM_POST_HYBRID_TOKEN, { ...token, response_mode: 'form_post' }, MODULES)

const both = { response_type: 'code id_token token' }
testPlan(HYBRID_ID_TOKEN_TOKEN, { ...both, response_mode: 'default' }, MODULES)
testPlan(FORM_POST_HYBRID_ID_TOKEN_TOKEN, { ...both, response_mode: 'form_post' }, MODULES)
