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
}

const definePlan = <const Module extends string>(
  name: string,
  file: string,
  modules: readonly Module[],
): Plan<Module> => ({ name, file, modules })

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
  RP_INITIATED_LOGOUT,
  FRONT_CHANNEL_LOGOUT,
  BACK_CHANNEL_LOGOUT,
  SESSION_MANAGEMENT,
  FAPI2_SECURITY,
  FAPI2_MESSAGE_SIGNING,
]
