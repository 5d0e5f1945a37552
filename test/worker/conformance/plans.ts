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

export const DYNAMIC = definePlan('oidcc-dynamic-certification-test-plan', 'dynamic.test.ts', [
  'oidcc-idtoken-rs256',
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

export const PLANS: readonly Plan[] = [
  CONFIG,
  BASIC,
  FORM_POST_BASIC,
  DYNAMIC,
  THIRD_PARTY_INIT,
  RP_INITIATED_LOGOUT,
]
