import { describe, expect, it } from 'vitest'
import { client, ISSUER, settings } from '../../test/worker/support/reading_world.ts'
import type { Client } from '../domain/client.ts'
import type { TenantSettings } from '../domain/settings.ts'
import type { AuthorizationParameters } from '../spec/authorization_request.ts'
import {
  DOOR_RULES,
  judgeAtDoor,
  judgeParameters,
  PARAMETER_RULES,
  REQUEST_OBJECT_RULES,
  type Road,
} from './matrix.ts'
import type { RefusalKey } from './refusals.ts'

/** A table as an auditor reads it: the columns in which a rule stands. */
const table = (rows: readonly { rule: { name: string }; columns: Record<string, boolean> }[]) =>
  rows.map(({ rule, columns }) => {
    const marked = Object.keys(columns).filter((name) => columns[name])
    return `${rule.name}: ${marked.join(' ')}`
  })

describe('the matrix of rules', () => {
  it('asks at the door for a signature and for a push', () => {
    expect(table(DOOR_RULES.map(({ rule, on }) => ({ rule, columns: on })))).toEqual([
      'checkSigned: plain pushed_plain',
      'checkPushed: by_value plain',
    ])
  })

  it('judges the parameters the same on all roads, but for the key that a signed one brings', () => {
    const everywhere = 'by_value plain pushed_by_value pushed_plain'
    expect(table(PARAMETER_RULES.map(({ rule, on }) => ({ rule, columns: on })))).toEqual([
      `checkFrontChannel: ${everywhere}`,
      `checkGrant: ${everywhere}`,
      `checkPkce: ${everywhere}`,
      `checkPrompt: ${everywhere}`,
      `checkScope: ${everywhere}`,
      `checkResource: ${everywhere}`,
      'checkEmbeddedKey: by_value pushed_by_value',
      `checkFrontIdToken: ${everywhere}`,
      `checkAcr: ${everywhere}`,
    ])
  })

  it('judges a request object by its profile (RFC 9101, FAPI 2.0 Message Signing §5.3.1)', () => {
    expect(table(REQUEST_OBJECT_RULES.map(({ rule, in: columns }) => ({ rule, columns })))).toEqual(
      [
        'checkTyp: strict fapi2 rfc9101',
        'checkNesting: strict fapi2 rfc9101',
        'checkIssuer: strict fapi2 rfc9101',
        'checkClientId: strict fapi2 rfc9101',
        'checkSubject: strict fapi2 rfc9101',
        'checkAudience: strict fapi2 rfc9101',
        'checkTimes: strict fapi2 rfc9101',
        'checkExpiry: strict fapi2',
        'checkLifetime: strict',
        'checkFapiWindow: fapi2',
        'checkJti: strict fapi2 rfc9101',
        'checkJtiThere: strict',
      ],
    )
  })
})

describe('judgeAtDoor', () => {
  it.each<{
    name: string
    tenant: TenantSettings['signed_requests']
    record: Partial<Client>
    refused: Partial<Record<Road, RefusalKey>>
  }>([
    {
      name: 'the tenant demands signatures, whatever the client says',
      tenant: 'required',
      record: { require_signed_request_object: false },
      refused: { plain: 'request_missing', pushed_plain: 'request_missing' },
    },
    {
      name: 'the tenant leaves it to the client, which demands them (RFC 9101 §10.5)',
      tenant: 'per_client',
      record: { require_signed_request_object: true },
      refused: { plain: 'request_missing', pushed_plain: 'request_missing' },
    },
    {
      name: 'nobody demands them',
      tenant: 'per_client',
      record: { require_signed_request_object: false },
      refused: {},
    },
    {
      name: 'the client demands a push (RFC 9126 §6)',
      tenant: 'per_client',
      record: {
        require_signed_request_object: false,
        require_pushed_authorization_requests: true,
      },
      refused: { plain: 'push_required', by_value: 'push_required' },
    },
  ])('$name', ({ tenant, record, refused }) => {
    const asking = { client: client('c', record), settings: settings({ signed_requests: tenant }) }
    const roads = ['by_value', 'plain', 'pushed_by_value', 'pushed_plain'] as const
    for (const road of roads) {
      const judged = judgeAtDoor(asking, road)
      expect(judged.ok ? undefined : judged.reason.key).toBe(refused[road])
    }
  })
})

describe('judgeParameters', () => {
  const least: AuthorizationParameters = {
    client_id: 'c',
    response_type: 'code',
    redirect_uri: 'https://rp.amphora.test/cb',
    scope: ['openid'],
    response_mode: 'query',
    prompt: [],
    ui_locales: [],
    acr_values: [],
  }
  const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' } as const
  const orders = { name: 'orders:read', description: 'Your orders' }
  const hybrid: Partial<Client> = {
    grant_types: ['authorization_code', 'implicit'],
    response_types: ['code', 'code id_token', 'code token', 'id_token'],
  }

  it.each<{
    name: string
    tenant?: Partial<TenantSettings>
    record?: Partial<Client>
    given?: Partial<AuthorizationParameters>
    jkt?: string
    key?: RefusalKey
  }>([
    { name: 'the least there can be' },
    {
      name: 'create where whoever comes may',
      tenant: { sign_up: 'open' },
      given: { prompt: ['create'] },
    },
    {
      name: 'create where only guests may',
      tenant: { sign_up: 'invite' },
      given: { prompt: ['create'] },
      key: 'prompt_create_unsupported',
    },
    { name: 'an embedded key', jkt: 'k' },
    { name: 'an embedded key, said twice', jkt: 'k', given: { dpop_jkt: 'k' } },
    {
      name: 'an embedded key beside another (RFC 9449 §10)',
      jkt: 'k',
      given: { dpop_jkt: 'l' },
      key: 'dpop_jkt_other_key',
    },
    { name: 'OAuth without openid', given: { scope: ['profile'] } },
    {
      name: 'a client without the grant (RFC 6749 §4.1.2.1)',
      record: { grant_types: ['client_credentials'] },
      key: 'grant_not_registered',
    },
    {
      name: 'a client without the response type',
      record: { response_types: [] },
      key: 'grant_not_registered',
    },
    {
      name: 'a public client without PKCE, whatever its record says (RFC 9700 §2.1.1)',
      record: { token_endpoint_auth_method: 'none', require_pkce: false },
      key: 'code_challenge_missing',
    },
    {
      name: 'a public client with PKCE',
      record: { token_endpoint_auth_method: 'none' },
      given: pkce,
    },
    {
      name: 'a confidential client that registered PKCE, without it',
      record: { require_pkce: true },
      key: 'code_challenge_missing',
    },
    {
      name: 'a scope that nobody knows (RFC 6749 §4.1.2.1)',
      given: { scope: ['openid', 'admin'] },
      key: 'scope_not_allowed',
    },
    {
      name: 'a scope that the client did not register',
      given: { scope: ['openid', 'phone'] },
      key: 'scope_not_allowed',
    },
    {
      name: "a scope of the tenant's own",
      record: { scope: 'orders:read' },
      given: { scope: ['orders:read'] },
    },
    {
      name: 'a scope that the tenant has no more',
      record: { scope: 'orders:write' },
      given: { scope: ['orders:write'] },
      key: 'scope_not_allowed',
    },
    {
      name: 'a hybrid that tenant and client allow',
      record: hybrid,
      given: { response_type: 'code id_token', nonce: 'n' },
    },
    {
      name: 'a hybrid that the tenant does not allow (RFC 9700 §2.1.2)',
      tenant: { front_channel_tokens: false },
      record: hybrid,
      given: { response_type: 'code id_token', nonce: 'n' },
      key: 'front_channel_closed',
    },
    {
      name: 'a hybrid that a client of codes did not register',
      given: { response_type: 'code id_token', nonce: 'n' },
      key: 'grant_not_registered',
    },
    {
      name: 'a hybrid of a client that has lost a grant of it (OpenID Connect Registration §2)',
      record: { ...hybrid, grant_types: ['authorization_code'] },
      given: { response_type: 'code id_token', nonce: 'n' },
      key: 'grant_not_registered',
    },
    {
      name: 'an ID token in front without nonce (OpenID Connect Core §3.2.2.1)',
      record: hybrid,
      given: { response_type: 'code id_token' },
      key: 'nonce_missing',
    },
    {
      name: 'an access token in front without nonce',
      record: hybrid,
      given: { response_type: 'code token' },
    },
    {
      name: 'an ID token without openid',
      record: hybrid,
      given: { response_type: 'id_token', nonce: 'n', scope: ['profile'] },
      key: 'openid_missing',
    },
    {
      name: 'a public client without PKCE where there is no code',
      record: { ...hybrid, token_endpoint_auth_method: 'none' },
      given: { response_type: 'id_token', nonce: 'n' },
    },
    {
      name: 'a public client without PKCE in a hybrid (RFC 9700 §2.1.1)',
      record: { ...hybrid, token_endpoint_auth_method: 'none' },
      given: { response_type: 'code id_token', nonce: 'n' },
      key: 'code_challenge_missing',
    },
  ])('$name: $key', ({ tenant, record, given, jkt, key }) => {
    const judged = judgeParameters(
      {
        client: client('c', record),
        settings: settings({ scopes: [orders], front_channel_tokens: true, ...tenant }),
        issuer: ISSUER,
        hasMail: true,
        parameters: { ...least, ...given },
        jkt,
      },
      'by_value',
    )
    expect(judged).toEqual(key ? { ok: false, reason: { key } } : { ok: true, value: null })
  })
})
