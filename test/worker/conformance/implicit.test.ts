/** The implicit flow as the suite runs it, in the fragment and by form post. */
import { COMMON, WITH_FRONT_ID_TOKEN } from './oidc_modules.ts'
import {
  FORM_POST_IMPLICIT_ID_TOKEN,
  FORM_POST_IMPLICIT_TOKEN,
  IMPLICIT_ID_TOKEN,
  IMPLICIT_TOKEN,
} from './plans.ts'
import { testPlan } from './suite.ts'

const MODULES = { ...COMMON, ...WITH_FRONT_ID_TOKEN }

const alone = { response_type: 'id_token' }
testPlan(IMPLICIT_ID_TOKEN, { ...alone, response_mode: 'default' }, MODULES)
testPlan(FORM_POST_IMPLICIT_ID_TOKEN, { ...alone, response_mode: 'form_post' }, MODULES)

const both = { response_type: 'id_token token' }
testPlan(IMPLICIT_TOKEN, { ...both, response_mode: 'default' }, MODULES)
testPlan(FORM_POST_IMPLICIT_TOKEN, { ...both, response_mode: 'form_post' }, MODULES)
