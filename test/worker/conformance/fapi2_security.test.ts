/** FAPI 2.0 Security Profile: `private_key_jwt`, DPoP, OpenID Connect, as the suite runs it. */
import { SECURITY_PROFILE } from './fapi2_modules.ts'
import { testFapi2Plan } from './fapi2_suite.ts'
import { FAPI2_SECURITY } from './plans.ts'

testFapi2Plan(FAPI2_SECURITY, { profile: 'fapi2-security', isJarm: false }, SECURITY_PROFILE)
