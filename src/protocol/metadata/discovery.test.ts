import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type TenantSettings } from '../../domain/settings.ts'
import { MAIN_TENANT } from '../../kernel/ids.ts'
import { RESPONSE_TYPES } from '../../spec/response_type.ts'
import { discoveryDocument } from './discovery.ts'

const ISSUER = 'https://op.amphora.test'

const documentOf = (changes: Partial<TenantSettings> = {}, hasMail = true) =>
  discoveryDocument(
    ISSUER,
    {
      ...DEFAULT_SETTINGS,
      schema: 1,
      tenant: MAIN_TENANT,
      epoch: 0,
      listedClientIds: [],
      upstreams: [],
      createdAt: 0,
      updatedAt: 0,
      revision: 1,
      ...changes,
    },
    ['en', 'de'],
    hasMail,
  )

describe('the discovery document', () => {
  it('has every endpoint under the issuer', () => {
    const endpoints = Object.entries(documentOf()).filter(([name]) => /_(endpoint|uri)$/.test(name))
    expect(endpoints.length).toBe(9)
    for (const [, url] of endpoints) expect(url).toMatch(`${ISSUER}/`)
  })

  it('says that requests must be signed exactly where they must (RFC 9101 §10.5)', () => {
    expect(documentOf()['require_signed_request_object']).toBe(true)
    const perClient = documentOf({ signed_requests: 'per_client' })
    expect(perClient['require_signed_request_object']).toBe(false)
  })

  it('speaks of a request_uri of the client exactly where one is taken (Discovery §3)', () => {
    expect(documentOf()['request_uri_parameter_supported']).toBe(false)
    expect(documentOf()).not.toHaveProperty('require_request_uri_registration')
    expect(documentOf({ request_uri_parameter: true })).toMatchObject({
      request_uri_parameter_supported: true,
      require_request_uri_registration: true,
    })
  })

  it.each([
    { registration: 'off', endpoint: undefined },
    { registration: 'token', endpoint: `${ISSUER}/oauth/register` },
    { registration: 'open', endpoint: `${ISSUER}/oauth/register` },
  ] as const)('has registration where it is $registration: $endpoint', (given) => {
    expect(documentOf({ registration: given.registration })['registration_endpoint']).toBe(
      given.endpoint,
    )
  })

  it('lists the scopes of the tenant behind ours', () => {
    const scopes = documentOf({ scopes: [{ name: 'orders:read', description: 'Read' }] })
    expect(scopes['scopes_supported']).toEqual([
      'openid',
      'profile',
      'email',
      'phone',
      'address',
      'offline_access',
      'roles',
      'groups',
      'amphora:admin',
      'orders:read',
    ])
  })

  it('speaks of the implicit and the hybrid flow exactly where they are open', () => {
    expect(documentOf()).toMatchObject({
      response_types_supported: ['code'],
      grant_types_supported: expect.not.arrayContaining(['implicit']),
      claims_supported: expect.not.arrayContaining(['c_hash']),
    })
    expect(documentOf({ front_channel_tokens: true })).toMatchObject({
      response_types_supported: RESPONSE_TYPES,
      grant_types_supported: expect.arrayContaining(['implicit']),
      claims_supported: expect.arrayContaining(['c_hash', 's_hash']),
    })
  })

  it('names no weak or missing algorithm anywhere (catalogue 218)', () => {
    const text = JSON.stringify(documentOf())
    expect(text).not.toMatch(/"(RS1|plain|HS1|RSA1_5)"/)
    const algorithms = Object.entries(documentOf()).filter(([name]) => /_alg_/.test(name))
    expect(algorithms.length).toBe(8)
    for (const [, values] of algorithms) expect(values).not.toContain('none')
  })

  it.each([
    { sign_up: 'open', hasMail: true, isOffered: true },
    { sign_up: 'open', hasMail: false, isOffered: false },
    { sign_up: 'invite', hasMail: true, isOffered: false },
    { sign_up: 'off', hasMail: true, isOffered: false },
  ] as const)('with sign_up $sign_up, mail $hasMail: prompt=create $isOffered', (row) => {
    const { prompt_values_supported: prompts } = documentOf({ sign_up: row.sign_up }, row.hasMail)
    expect((prompts as string[]).includes('create')).toBe(row.isOffered)
  })
})
