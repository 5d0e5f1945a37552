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

export const BASIC = definePlan('oidcc-basic-certification-test-plan', 'basic.test.ts', [
  'oidcc-server',
  'oidcc-response-type-missing',
  'oidcc-userinfo-get',
  'oidcc-userinfo-post-header',
  'oidcc-userinfo-post-body',
  'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
  'oidcc-scope-profile',
  'oidcc-scope-email',
  'oidcc-scope-address',
  'oidcc-scope-phone',
  'oidcc-scope-all',
  'oidcc-alternate-happy-flow',
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
  'oidcc-codereuse',
  'oidcc-codereuse-30seconds',
  'oidcc-ensure-registered-redirect-uri',
  'oidcc-ensure-post-request-succeeds',
  'oidcc-server-client-secret-post',
  'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
  'oidcc-claims-essential',
  'oidcc-ensure-request-object-with-redirect-uri',
  'oidcc-refresh-token',
  'oidcc-ensure-request-with-valid-pkce-succeeds',
])

export const FORM_POST_BASIC = definePlan(
  'oidcc-formpost-basic-certification-test-plan',
  'basic.test.ts',
  BASIC.modules,
)

/** What every response type of the implicit and hybrid plans is run through. */
const FRONT_CHANNEL = [
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

/** "each for id_token and id_token token unless noted". */
const IMPLICIT = 'oidcc-implicit-certification-test-plan'
export const IMPLICIT_ID_TOKEN = definePlan(
  IMPLICIT,
  'implicit.test.ts',
  [...FRONT_CHANNEL, 'oidcc-alternate-happy-flow', 'oidcc-ensure-request-without-nonce-fails'],
  'id_token',
)
export const IMPLICIT_TOKEN = definePlan(
  IMPLICIT,
  'implicit.test.ts',
  [
    ...FRONT_CHANNEL,
    ...USERINFO,
    'oidcc-response-type-missing',
    'oidcc-alternate-happy-flow',
    'oidcc-ensure-request-without-nonce-fails',
  ],
  'id_token token',
)

const HYBRID = 'oidcc-hybrid-certification-test-plan'
const FRONT_CHANNEL_AND_CODE = [
  ...FRONT_CHANNEL,
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

/** Of this plan only what does not register clients itself. */
export const DYNAMIC_USERINFO = definePlan(
  'oidcc-dynamic-certification-test-plan',
  'signed_userinfo.test.ts',
  ['oidcc-userinfo-rs256'],
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
  DYNAMIC_USERINFO,
  RP_INITIATED_LOGOUT,
]
