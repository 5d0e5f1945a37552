import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../kernel/json.ts'
import {
  claimedParameters,
  formParameters,
  parseAuthorizationParameters,
  parseRedirectTarget,
  type ParameterFault,
} from './authorization_request_parser.ts'

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const asked = { response_type: 'code', redirect_uri: 'https://rp.test/cb', scope: 'openid' }

const parseForm = (changes: Record<string, string>) =>
  parseAuthorizationParameters(
    'client',
    formParameters(new Map(Object.entries({ ...asked, ...changes }))),
  )
const parseClaims = (changes: JsonObject) =>
  parseAuthorizationParameters('client', claimedParameters({ ...asked, ...changes }))

describe('parseAuthorizationParameters', () => {
  it('reads the least that there can be, with its defaults', () => {
    expect(parseForm({})).toEqual({
      ok: true,
      value: {
        client_id: 'client',
        ...asked,
        scope: ['openid'],
        response_mode: 'query',
        prompt: [],
        ui_locales: [],
        acr_values: [],
      },
    })
  })

  it('reads all there is, from a form and from a request object alike (RFC 9101 §4)', () => {
    const all = {
      state: 'a state',
      nonce: 'a nonce',
      response_mode: 'form_post',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      prompt: 'login consent',
      login_hint: 'ada@example.com',
      id_token_hint: 'a.b.c',
      ui_locales: 'de-CH de en',
      acr_values: '1 2',
      display: 'popup',
      claims_locales: 'de',
      unknown: 'ignored (RFC 6749 §3.1)',
    }
    const claims = { id_token: { email: { essential: true }, name: null } }
    const fromForm = parseForm({ ...all, max_age: '300', claims: JSON.stringify(claims) })
    expect(fromForm).toMatchObject({
      value: {
        state: 'a state',
        prompt: ['login', 'consent'],
        max_age: 300,
        ui_locales: ['de-CH', 'de', 'en'],
        acr_values: ['1', '2'],
        claims,
      },
    })
    expect(parseClaims({ ...all, max_age: 300, claims })).toEqual(fromForm)
    expect(parseClaims({ ...all, max_age: '300', claims: JSON.stringify(claims) })).toEqual(
      fromForm,
    )
  })

  it.each<{ name: string; given: JsonObject; fault: ParameterFault }>([
    { name: 'no response_type', given: { response_type: '' }, fault: 'response_type_missing' },
    {
      name: 'response_type token',
      given: { response_type: 'token' },
      fault: 'response_type_unsupported',
    },
    {
      name: 'a hybrid in the query (OAuth 2.0 Multiple Response Types §5)',
      given: { response_type: 'code id_token', response_mode: 'query' },
      fault: 'response_mode_exposes_tokens',
    },
    {
      name: 'a token in a signed query (JARM §2.3.1)',
      given: { response_type: 'id_token token', response_mode: 'query.jwt' },
      fault: 'response_mode_exposes_tokens',
    },
    {
      name: 'response_type with a word twice',
      given: { response_type: 'id_token id_token' },
      fault: 'response_type_unsupported',
    },
    {
      name: 'response_type with a space',
      given: { response_type: 'code ' },
      fault: 'response_type_unsupported',
    },
    {
      name: 'response_type as a list',
      given: { response_type: ['code'] },
      fault: 'response_type_unsupported',
    },
    {
      name: 'response_mode web_message',
      given: { response_mode: 'web_message' },
      fault: 'response_mode_unsupported',
    },
    {
      name: 'response_mode jwt.jwt',
      given: { response_mode: 'jwt.jwt' },
      fault: 'response_mode_unsupported',
    },
    { name: 'no redirect_uri', given: { redirect_uri: '' }, fault: 'redirect_uri_missing' },
    {
      name: 'redirect_uri as an object',
      given: { redirect_uri: { toString: 'x' } },
      fault: 'redirect_uri_malformed',
    },
    { name: 'no scope', given: { scope: '' }, fault: 'scope_missing' },
    { name: 'scope as a list', given: { scope: ['openid'] }, fault: 'scope_malformed' },
    { name: 'scope null', given: { scope: null }, fault: 'scope_malformed' },
    { name: 'scope with a quote', given: { scope: 'openid "x"' }, fault: 'scope_malformed' },
    {
      name: 'scope with a line feed',
      given: { scope: 'openid\nprofile' },
      fault: 'scope_malformed',
    },
    {
      name: 'scope with two spaces',
      given: { scope: 'openid  profile' },
      fault: 'scope_malformed',
    },
    {
      name: '10000 scopes',
      given: { scope: 'x '.repeat(10_000).trim() },
      fault: 'scope_malformed',
    },
    { name: 'state as an object', given: { state: { a: 1 } }, fault: 'state_malformed' },
    { name: 'state that was not UTF-8', given: { state: 'x\ufffd' }, fault: 'state_malformed' },
    { name: 'state with half a character', given: { state: '\ud800' }, fault: 'state_malformed' },
    { name: 'state of 2049 bytes', given: { state: 's'.repeat(2049) }, fault: 'state_too_long' },
    {
      name: 'state of 2050 bytes in fewer characters',
      given: { state: 'é'.repeat(1025) },
      fault: 'state_too_long',
    },
    { name: 'nonce as a number', given: { nonce: 7 }, fault: 'nonce_malformed' },
    { name: 'nonce of 513 bytes', given: { nonce: 'n'.repeat(513) }, fault: 'nonce_too_long' },
    {
      name: 'a method without a challenge',
      given: { code_challenge_method: 'S256' },
      fault: 'code_challenge_missing',
    },
    {
      name: 'a challenge without a method',
      given: { code_challenge: CHALLENGE },
      fault: 'code_challenge_method_unsupported',
    },
    {
      name: 'a challenge of 42 characters',
      given: { code_challenge: 'a'.repeat(42), code_challenge_method: 'S256' },
      fault: 'code_challenge_malformed',
    },
    {
      name: 'a challenge of 129 characters',
      given: { code_challenge: 'a'.repeat(129), code_challenge_method: 'S256' },
      fault: 'code_challenge_malformed',
    },
    {
      name: 'a challenge with padding',
      given: { code_challenge: `${CHALLENGE}=`, code_challenge_method: 'S256' },
      fault: 'code_challenge_malformed',
    },
    {
      name: 'method plain',
      given: { code_challenge: CHALLENGE, code_challenge_method: 'plain' },
      fault: 'code_challenge_method_unsupported',
    },
    {
      name: 'method s256',
      given: { code_challenge: CHALLENGE, code_challenge_method: 's256' },
      fault: 'code_challenge_method_unsupported',
    },
    {
      name: 'prompt none beside login',
      given: { prompt: 'none login' },
      fault: 'prompt_malformed',
    },
    { name: 'prompt create login', given: { prompt: 'create login' }, fault: 'prompt_malformed' },
    { name: 'prompt delete', given: { prompt: 'delete' }, fault: 'prompt_malformed' },
    { name: 'prompt as a list', given: { prompt: ['none'] }, fault: 'prompt_malformed' },
    { name: 'max_age -1', given: { max_age: -1 }, fault: 'max_age_malformed' },
    { name: 'max_age "-1"', given: { max_age: '-1' }, fault: 'max_age_malformed' },
    { name: 'max_age "1e9"', given: { max_age: '1e9' }, fault: 'max_age_malformed' },
    { name: 'max_age 1.5', given: { max_age: 1.5 }, fault: 'max_age_malformed' },
    { name: 'max_age "Infinity"', given: { max_age: 'Infinity' }, fault: 'max_age_malformed' },
    { name: 'max_age true', given: { max_age: true }, fault: 'max_age_malformed' },
    { name: 'claims that is not JSON', given: { claims: '{' }, fault: 'claims_malformed' },
    { name: 'claims "null"', given: { claims: 'null' }, fault: 'claims_malformed' },
    {
      name: 'claims with a list in it',
      given: { claims: { id_token: [] } },
      fault: 'claims_malformed',
    },
    {
      name: 'claims with a number in it',
      given: { claims: { userinfo: { email: 1 } } },
      fault: 'claims_malformed',
    },
    {
      name: 'claims of great depth',
      given: { claims: `{"id_token":{"a":{"value":${'['.repeat(2000)}${']'.repeat(2000)}}}}` },
      fault: 'claims_malformed',
    },
    {
      name: 'claims of 8 KB and more',
      given: { claims: { id_token: { ['x'.repeat(8192)]: null } } },
      fault: 'claims_too_long',
    },
    {
      name: 'claims as 8 KB of text and more',
      given: { claims: ' '.repeat(8193) },
      fault: 'claims_too_long',
    },
    { name: 'login_hint as an object', given: { login_hint: {} }, fault: 'parameter_malformed' },
    {
      name: 'an endless login_hint',
      given: { login_hint: 'l'.repeat(4097) },
      fault: 'parameter_too_long',
    },
    { name: 'ui_locales as a number', given: { ui_locales: 1 }, fault: 'parameter_malformed' },
  ])('refuses $name', ({ given, fault }) => {
    expect(parseClaims(given)).toEqual({ ok: false, reason: fault })
    const isText = Object.values(given).every((value) => typeof value === 'string' && value !== '')
    if (isText)
      expect(parseForm(given as Record<string, string>)).toEqual({ ok: false, reason: fault })
  })

  it('takes a scope that is there twice as once', () => {
    expect(parseForm({ scope: 'openid email openid' })).toMatchObject({
      value: { scope: ['openid', 'email'] },
    })
  })

  it.each(['x&code=evil', 'a\r\nSet-Cookie: a=b', '"><script>', 'é\u0000'])(
    'gives state %j back as it came',
    (state) => {
      expect(parseForm({ state })).toMatchObject({ value: { state } })
    },
  )

  it('is not led astray by members of every object (CWE-1321)', () => {
    const claims = JSON.parse(
      `{"response_type":"code","redirect_uri":"u","scope":"openid","__proto__":{"prompt":"none","state":"x"}}`,
    ) as JsonObject
    const parsed = parseAuthorizationParameters('client', claimedParameters(claims))
    expect(parsed).toMatchObject({ ok: true, value: { prompt: [] } })
    expect(parsed.ok && parsed.value.state).toBeUndefined()
    expect(claimedParameters({})('constructor')).toBeUndefined()
  })

  it('never throws, whatever the JSON', () => {
    const names = [
      ...Object.keys(asked),
      'state',
      'nonce',
      'prompt',
      'max_age',
      'claims',
      'ui_locales',
    ]
    const member = fc.tuple(fc.constantFrom(...names), fc.jsonValue())
    fc.assert(
      fc.property(fc.array(member), (members) => {
        const claims = Object.fromEntries(members) as JsonObject
        expect(typeof parseClaims(claims).ok).toBe('boolean')
        expect(typeof parseRedirectTarget(claimedParameters(claims)).ok).toBe('boolean')
      }),
    )
  })

  it('gives every well-formed state and nonce back, from either place', () => {
    const text = fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, (state, nonce) => {
        expect(parseForm({ state, nonce })).toMatchObject({ value: { state, nonce } })
        expect(parseClaims({ state, nonce })).toMatchObject({ value: { state, nonce } })
      }),
    )
  })
})

describe('parseRedirectTarget', () => {
  it.each<{ name: string; given: JsonObject; target: object }>([
    {
      name: 'state and mode as asked',
      given: { state: 's', response_mode: 'form_post' },
      target: { state: 's', response_mode: 'form_post' },
    },
    {
      name: 'query where the mode is unknown',
      given: { response_mode: 'web_message' },
      target: { response_mode: 'query' },
    },
    {
      name: 'fragment for a token where the mode is unknown',
      given: { response_type: 'id_token', response_mode: 'web_message' },
      target: { response_mode: 'fragment' },
    },
    {
      name: 'no state where it is malformed',
      given: { state: 7 },
      target: { response_mode: 'query' },
    },
    {
      name: 'fragment where a token was asked for',
      given: { response_type: 'token' },
      target: { response_mode: 'fragment' },
    },
    {
      name: 'fragment for a hybrid even if query was asked for',
      given: { response_type: 'code id_token', response_mode: 'query' },
      target: { response_mode: 'fragment' },
    },
    {
      name: 'a signed query for jwt (JARM §2.3.4)',
      given: { response_mode: 'jwt' },
      target: { response_mode: 'query.jwt' },
    },
    {
      name: 'a signed fragment for jwt where a token was asked for (JARM §2.3.4)',
      given: { response_type: 'code token', response_mode: 'jwt' },
      target: { response_mode: 'fragment.jwt' },
    },
    {
      name: 'a signed fragment even if a signed query was asked for (JARM §2.3.1)',
      given: { response_type: 'id_token', response_mode: 'query.jwt' },
      target: { response_mode: 'fragment.jwt' },
    },
    {
      name: 'a signed form where a token was asked for (JARM §2.3.3)',
      given: { response_type: 'token', response_mode: 'form_post.jwt' },
      target: { response_mode: 'form_post.jwt' },
    },
  ])('answers $name (OAuth 2.0 Multiple Response Types §3)', ({ given, target }) => {
    expect(parseRedirectTarget(claimedParameters({ ...asked, ...given }))).toEqual({
      ok: true,
      value: { redirect_uri: asked.redirect_uri, ...target },
    })
  })
})
