/**
 * The plans of the OpenID Foundation's conformance suite (5.2.4) that a provider is certified by, and their modules by
 * name. Each module is a test of ours with that name, in the file that stands beside the plan: `docs/conformance.md` is
 * made from this table, and the compiler demands a test for every name.
 */
export interface Plan<Module extends string = string> {
  /** As the suite calls it. */
  readonly name: string
  /** The test file in this folder. */
  readonly file: string
  readonly modules: readonly Module[]
  /** What all of its requests ask for, where that is not a code. */
  readonly responseType?: string
}

const definePlan = <const Module extends string>(
  name: string,
  file: string,
  modules: readonly Module[],
  responseType?: string,
): Plan<Module> => ({ name, file, modules, ...(responseType && { responseType }) })

export const CONFIG = definePlan('oidcc-config-certification-test-plan', 'config.test.ts', [
  'oidcc-discovery-endpoint-verification',
])

/** What every response type of the basic, implicit and hybrid plans is run through. */
const EVERY_FLOW = [
  'oidcc-server',
  'oidcc-scope-profile',
  'oidcc-scope-email',
  'oidcc-scope-address',
  'oidcc-scope-phone',
  'oidcc-scope-all',
  'oidcc-display-page',
  'oidcc-display-popup',
  'oidcc-prompt-login',
  'oidcc-prompt-none-not-logged-in',
  'oidcc-prompt-none-logged-in',
  'oidcc-max-age-1',
  'oidcc-max-age-10000',
  'oidcc-ensure-request-with-unknown-parameter-succeeds',
  'oidcc-id-token-hint',
  'oidcc-login-hint',
  'oidcc-ui-locales',
  'oidcc-claims-locales',
  'oidcc-ensure-request-with-acr-values-succeeds',
  'oidcc-ensure-registered-redirect-uri',
  'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
  'oidcc-claims-essential',
  'oidcc-ensure-request-object-with-redirect-uri',
] as const

const USERINFO = [
  'oidcc-userinfo-get',
  'oidcc-userinfo-post-header',
  'oidcc-userinfo-post-body',
] as const

export const BASIC = definePlan('oidcc-basic-certification-test-plan', 'basic.test.ts', [
  ...EVERY_FLOW,
  ...USERINFO,
  'oidcc-response-type-missing',
  'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
  'oidcc-alternate-happy-flow',
  'oidcc-codereuse',
  'oidcc-codereuse-30seconds',
  'oidcc-ensure-post-request-succeeds',
  'oidcc-server-client-secret-post',
  'oidcc-refresh-token',
  'oidcc-ensure-request-with-valid-pkce-succeeds',
])

export const FORM_POST_BASIC = definePlan(
  'oidcc-formpost-basic-certification-test-plan',
  'basic.test.ts',
  BASIC.modules,
)

/** "each for id_token and id_token token unless noted". */
const IMPLICIT = 'oidcc-implicit-certification-test-plan'
export const IMPLICIT_ID_TOKEN = definePlan(
  IMPLICIT,
  'implicit.test.ts',
  [...EVERY_FLOW, 'oidcc-alternate-happy-flow', 'oidcc-ensure-request-without-nonce-fails'],
  'id_token',
)
export const IMPLICIT_TOKEN = definePlan(
  IMPLICIT,
  'implicit.test.ts',
  [
    ...EVERY_FLOW,
    ...USERINFO,
    'oidcc-response-type-missing',
    'oidcc-alternate-happy-flow',
    'oidcc-ensure-request-without-nonce-fails',
  ],
  'id_token token',
)

const HYBRID = 'oidcc-hybrid-certification-test-plan'
const FRONT_CHANNEL_AND_CODE = [
  ...EVERY_FLOW,
  ...USERINFO,
  'oidcc-codereuse',
  'oidcc-codereuse-30seconds',
  'oidcc-server-client-secret-post',
  'oidcc-refresh-token',
] as const
export const HYBRID_ID_TOKEN = definePlan(
  HYBRID,
  'hybrid.test.ts',
  [
    ...FRONT_CHANNEL_AND_CODE,
    'oidcc-response-type-missing',
    'oidcc-alternate-happy-flow',
    'oidcc-ensure-request-without-nonce-fails',
    'oidcc-ensure-request-with-valid-pkce-succeeds',
  ],
  'code id_token',
)
export const HYBRID_TOKEN = definePlan(
  HYBRID,
  'hybrid.test.ts',
  [...FRONT_CHANNEL_AND_CODE, 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow'],
  'code token',
)
export const HYBRID_ID_TOKEN_TOKEN = definePlan(
  HYBRID,
  'hybrid.test.ts',
  [...FRONT_CHANNEL_AND_CODE, 'oidcc-ensure-request-without-nonce-fails'],
  'code id_token token',
)

const byFormPost = <Module extends string>(name: string, plan: Plan<Module>): Plan<Module> => ({
  ...plan,
  name,
})
const FORM_POST_IMPLICIT = 'oidcc-formpost-implicit-certification-test-plan'
export const FORM_POST_IMPLICIT_ID_TOKEN = byFormPost(FORM_POST_IMPLICIT, IMPLICIT_ID_TOKEN)
export const FORM_POST_IMPLICIT_TOKEN = byFormPost(FORM_POST_IMPLICIT, IMPLICIT_TOKEN)
const FORM_POST_HYBRID = 'oidcc-formpost-hybrid-certification-test-plan'
export const FORM_POST_HYBRID_ID_TOKEN = byFormPost(FORM_POST_HYBRID, HYBRID_ID_TOKEN)
export const FORM_POST_HYBRID_TOKEN = byFormPost(FORM_POST_HYBRID, HYBRID_TOKEN)
export const FORM_POST_HYBRID_ID_TOKEN_TOKEN = byFormPost(FORM_POST_HYBRID, HYBRID_ID_TOKEN_TOKEN)

export const DYNAMIC = definePlan('oidcc-dynamic-certification-test-plan', 'dynamic.test.ts', [
  'oidcc-idtoken-rs256',
  'oidcc-userinfo-rs256',
  'oidcc-discovery-endpoint-verification',
  'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
  'oidcc-request-uri-signed-rs256',
  'oidcc-idtoken-unsigned',
  'oidcc-ensure-redirect-uri-in-authorization-request',
  'oidcc-redirect-uri-query-OK',
  'oidcc-redirect-uri-query-mismatch',
  'oidcc-redirect-uri-query-added',
  'oidcc-redirect-uri-regfrag',
  'oidcc-server',
  'oidcc-registration-logo-uri',
  'oidcc-registration-policy-uri',
  'oidcc-registration-tos-uri',
  'oidcc-registration-jwks-uri',
  'oidcc-registration-sector-uri',
  'oidcc-registration-sector-bad',
  'oidcc-server-rotate-keys',
  'oidcc-refresh-token-rp-key-rotation',
  'oidcc-ensure-request-object-with-redirect-uri',
  'oidcc-refresh-token',
  'oidcc-ensure-client-assertion-with-iss-aud-succeeds',
])

/** What the basic, implicit and hybrid plans have besides, where their clients register themselves. */
export const BASIC_DYNAMIC = definePlan(
  'oidcc-basic-certification-test-plan',
  'dynamic_client.test.ts',
  [
    'oidcc-idtoken-signature',
    'oidcc-idtoken-unsigned',
    'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
  ],
  'code, dynamic_client',
)
const BESIDES = [
  'oidcc-idtoken-signature',
  'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
] as const
const besides = (name: string, responseType: string) =>
  definePlan(name, 'dynamic_client.test.ts', BESIDES, `${responseType}, dynamic_client`)
export const FRONT_CHANNEL_DYNAMIC = {
  id_token: besides(IMPLICIT, 'id_token'),
  'id_token token': besides(IMPLICIT, 'id_token token'),
  'code id_token': besides(HYBRID, 'code id_token'),
  'code token': besides(HYBRID, 'code token'),
  'code id_token token': besides(HYBRID, 'code id_token token'),
}

export const THIRD_PARTY_INIT = definePlan(
  'oidcc-3rdparty-init-login-certification-test-plan',
  'third_party_init.test.ts',
  ['oidcc-3rd_party-init-login', 'oidcc-3rd_party-init-login-nohttps'],
)

export const RP_INITIATED_LOGOUT = definePlan(
  'oidcc-rp-initiated-logout-certification-test-plan',
  'logout.test.ts',
  [
    'oidcc-rp-initiated-logout-discovery-endpoint-verification',
    'oidcc-rp-initiated-logout',
    'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
    'oidcc-rp-initiated-logout-modified-id-token-hint',
    'oidcc-rp-initiated-logout-no-id-token-hint',
    'oidcc-rp-initiated-logout-no-params',
    'oidcc-rp-initiated-logout-no-post-logout-redirect-uri',
    'oidcc-rp-initiated-logout-no-state',
    'oidcc-rp-initiated-logout-only-state',
    'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
    'oidcc-rp-initiated-logout-bad-id-token-hint',
  ],
)

export const FRONT_CHANNEL_LOGOUT = definePlan(
  'oidcc-frontchannel-rp-initiated-logout-certification-test-plan',
  'told_logout.test.ts',
  [
    'oidcc-frontchannel-logout-discovery-endpoint-verification',
    'oidcc-frontchannel-rp-initiated-logout',
  ],
)

export const BACK_CHANNEL_LOGOUT = definePlan(
  'oidcc-backchannel-rp-initiated-logout-certification-test-plan',
  'told_logout.test.ts',
  [
    'oidcc-backchannel-logout-discovery-endpoint-verification',
    'oidcc-backchannel-rp-initiated-logout',
  ],
)

export const SESSION_MANAGEMENT = definePlan(
  'oidcc-session-management-certification-test-plan',
  'told_logout.test.ts',
  [
    'oidcc-session-management-discovery-endpoint-verification',
    'oidcc-session-management-rp-initiated-logout',
  ],
)

const inFinal = <const Module extends string>(modules: readonly Module[]) =>
  modules.map(
    (module): `fapi2-security-profile-final-${Module}` => `fapi2-security-profile-final-${module}`,
  )

/** With `private_key_jwt`, `dpop`, `openid_connect` and `plain_fapi`. Both FAPI plans share the names' beginning. */
export const FAPI2_SECURITY = definePlan(
  'fapi2-security-profile-final-test-plan',
  'fapi2_security.test.ts',
  inFinal([
    'discovery-end-point-verification',
    'happy-flow',
    'user-rejects-authentication',
    'ensure-authorization-request-without-state-success',
    'ensure-authorization-request-without-nonce-success',
    'ensure-authorization-request-with-64-char-nonce-success',
    'ensure-authorization-request-with-long-nonce',
    'ensure-authorization-request-with-long-state',
    'ensure-other-scope-order-succeeds',
    'ensure-different-nonce-inside-and-outside-request-object',
    'ensure-different-state-inside-and-outside-request-object',
    'state-only-outside-request-object-not-used',
    'test-claims-parameter-identity-claims',
    'access-token-type-header-case-sensitivity',
    'check-dpop-proof-nbf-exp',
    'ensure-dpopproof-with-iat-10seconds-before-succeeds',
    'ensure-dpopproof-with-iat-10seconds-after-succeeds',
    'ensure-dpopproof-at-par-endpoint-binding-success',
    'ensure-dpop-auth-code-binding-success',
    'ensure-mismatched-dpop-jkt-fails',
    'ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt',
    'ensure-token-endpoint-fails-with-mismatched-dpop-jkt',
    'ensure-request-object-without-redirect-uri-fails',
    'ensure-redirect-uri-in-authorization-request',
    'plain-fapi-tolerate-unregistered-redirect-uri',
    'ensure-unsigned-authorization-request-without-using-par-fails',
    'ensure-response-type-code-idtoken-fails',
    'ensure-response-type-token-fails',
    'ensure-client-id-in-token-endpoint',
    'ensure-holder-of-key-required',
    'ensure-authorization-code-is-bound-to-client',
    'attempt-reuse-authorization-code-after-one-second',
    'ensure-token-endpoint-fails-with-expired-auth-code',
    'ensure-signed-client-assertion-with-RS256-fails',
    'ensure-client-assertion-in-token-endpoint',
    'ensure-client-assertion-with-exp-is-5-minutes-in-past-fails',
    'ensure-client-assertion-with-wrong-aud-fails',
    'ensure-client-assertion-with-no-sub-fails',
    'par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted',
    'par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails',
    'par-test-array-as-audience-fails',
    'par-test-par-endpoint-url-as-audience-fails',
    'par-test-token-endpoint-url-as-audience-fails',
    'par-ensure-pkce-required',
    'par-plain-pkce-rejected',
    'ensure-pkce-code-verifier-required',
    'incorrect-pkce-code-verifier-rejected',
    'par-without-duplicate-parameters',
    'par-ensure-reused-request-uri-prior-to-auth-completion-succeeds',
    'par-attempt-reuse-request_uri',
    'par-attempt-to-use-expired-request_uri',
    'par-attempt-to-use-request_uri-for-different-client',
    'par-authorization-request-containing-request_uri-form-param',
    'par-attempt-invalid-http-method',
    'dpop-negative-tests',
    'refresh-token',
  ]),
)

const SIGNED_REQUESTS = inFinal([
  'ensure-request-object-with-multiple-aud-succeeds',
  'ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted',
  'ensure-request-object-without-exp-fails',
  'ensure-request-object-without-nbf-fails',
  'ensure-expired-request-object-fails',
  'ensure-request-object-with-bad-aud-fails',
  'ensure-request-object-with-exp-over-60-fails',
  'ensure-request-object-with-nbf-over-60-fails',
  'ensure-signed-request-object-with-RS256-fails',
  'ensure-request-object-signature-algorithm-is-not-none',
  'ensure-request-object-with-invalid-signature-fails',
  'ensure-matching-key-in-authorization-request',
  'ensure-unsigned-request-at-par-endpoint-fails',
  'par-authorization-request-containing-request_uri',
])

/** With signed requests, and once more with JARM. */
export const FAPI2_MESSAGE_SIGNING = definePlan(
  'fapi2-message-signing-final-test-plan',
  'fapi2_message_signing.test.ts',
  [...FAPI2_SECURITY.modules, ...SIGNED_REQUESTS],
)

export const PLANS: readonly Plan[] = [
  CONFIG,
  BASIC,
  FORM_POST_BASIC,
  IMPLICIT_ID_TOKEN,
  IMPLICIT_TOKEN,
  FORM_POST_IMPLICIT_ID_TOKEN,
  FORM_POST_IMPLICIT_TOKEN,
  HYBRID_ID_TOKEN,
  HYBRID_TOKEN,
  HYBRID_ID_TOKEN_TOKEN,
  FORM_POST_HYBRID_ID_TOKEN,
  FORM_POST_HYBRID_TOKEN,
  FORM_POST_HYBRID_ID_TOKEN_TOKEN,
  DYNAMIC,
  BASIC_DYNAMIC,
  ...Object.values(FRONT_CHANNEL_DYNAMIC),
  THIRD_PARTY_INIT,
  RP_INITIATED_LOGOUT,
  FRONT_CHANNEL_LOGOUT,
  BACK_CHANNEL_LOGOUT,
  SESSION_MANAGEMENT,
  FAPI2_SECURITY,
  FAPI2_MESSAGE_SIGNING,
]
