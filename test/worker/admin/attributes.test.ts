/** Roles, groups and custom claims: said by operators, bounded, and told to nobody who did not ask. */
import { describe, expect, it } from 'vitest'
import { admin, auditOf, createUser } from './house.ts'

let made = 0
const newUser = async (changes: Record<string, unknown> = {}) =>
  String((await createUser(`attr-${++made}@harbour.example`, changes)).body.sub)

describe('a person', () => {
  it('has none of them at first', async () => {
    const { body } = await admin('GET', `/users/${await newUser()}`)
    expect(body).toMatchObject({ admin: false, roles: [], groups: [], custom_claims: {} })
  })

  it('may be made with them', async () => {
    const given = { roles: ['editor'], groups: ['Night shift'], custom_claims: { plan: 'gold' } }
    const sub = await newUser(given)
    expect((await admin('GET', `/users/${sub}`)).body).toMatchObject(given)
  })

  it('has each replaced as a whole, and by null removed (RFC 7396)', async () => {
    const sub = await newUser({ roles: ['a', 'b'], custom_claims: { plan: 'gold', since: 2024 } })
    const changed = await admin('PATCH', `/users/${sub}`, { custom_claims: { plan: 'tin' } })
    expect(changed.body).toMatchObject({ roles: ['a', 'b'], custom_claims: { plan: 'tin' } })
    expect(changed.body.custom_claims).not.toHaveProperty('since')
    const removed = await admin('PATCH', `/users/${sub}`, { roles: null, custom_claims: null })
    expect(removed.body).toMatchObject({ roles: [], custom_claims: {} })
  })

  it('loses no change of two operators who send the ETag that they read', async () => {
    const sub = await newUser()
    const etag = (await admin('GET', `/users/${sub}`)).headers.get('ETag') ?? ''
    const answers = await Promise.all(
      [['a'], ['b']].map((roles) =>
        admin('PATCH', `/users/${sub}`, { roles }, { 'If-Match': etag }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]))
  })

  it('leaves names of fields in the audit, never what was said', async () => {
    const sub = await newUser()
    await admin('PATCH', `/users/${sub}`, { custom_claims: { salary: 'a secret' } })
    const [line] = (await auditOf('user.updated')).filter((each) => each['sub'] === sub)
    expect(line).toMatchObject({ detail: { fields: ['custom_claims'] } })
    expect(JSON.stringify(line)).not.toContain('secret')
  })
})

const deep = { a: { b: { c: { d: { e: 1 } } } } }

describe('refused is', () => {
  it.each([
    { name: 'a list that is none', patch: { roles: 'admin' } },
    { name: 'a role that is no text', patch: { roles: [7] } },
    { name: 'a role without a letter', patch: { roles: [''] } },
    { name: 'a role twice', patch: { roles: ['a', 'a'] } },
    { name: 'a role that hides others (CWE-451)', patch: { roles: ['a\u202eb'] } },
    { name: 'a group of 101 characters', patch: { groups: ['g'.repeat(101)] } },
    { name: '101 groups', patch: { groups: Array.from({ length: 101 }, (_, at) => `g${at}`) } },
    { name: 'a bag that is a list', patch: { custom_claims: ['plan'] } },
    { name: 'a bag of more than 4 KiB', patch: { custom_claims: { plan: 'x'.repeat(4090) } } },
    { name: 'a bag that is too deep (CWE-674)', patch: { custom_claims: deep } },
    ...['iss', 'sub', 'aud', 'exp', 'acr', 'amr', 'cnf', 'act', 'scope', 'client_id', 'Sub'].map(
      (name) => ({ name: `a custom claim ${name}`, patch: { custom_claims: { [name]: 'x' } } }),
    ),
    ...['email', 'name', 'updated_at', 'admin', 'roles', 'groups', 'a b', '1x', '', 'urn:x'].map(
      (name) => ({ name: `a custom claim "${name}"`, patch: { custom_claims: { [name]: 'x' } } }),
    ),
  ])('$name', async ({ patch }) => {
    const sub = await newUser()
    const answer = await admin('PATCH', `/users/${sub}`, patch)
    expect(answer.body).toMatchObject({ status: 400, error: 'invalid_request' })
    expect(String(answer.body.field)).toMatch(/^(roles|groups|custom_claims)/)
  })

  it('__proto__ as a custom claim, or it is nothing (CWE-1321)', async () => {
    const sub = await newUser()
    const patch = JSON.parse('{"custom_claims": {"__proto__": {"admin": true}}}') as object
    await admin('PATCH', `/users/${sub}`, patch)
    expect((await admin('GET', `/users/${sub}`)).body).toMatchObject({
      admin: false,
      custom_claims: {},
    })
  })
})

const scopes = [{ name: 'museum', description: 'See your membership' }]
const plan = { claim: 'plan', source: 'plan', scope: 'museum', in: ['userinfo'] }

describe('claim_mappings', () => {
  it('are settings like others', async () => {
    const mappings = [plan, { ...plan, claim: 'https://harbour.example/roles', source: 'roles' }]
    const answer = await admin('PATCH', '/tenant', { scopes, claim_mappings: mappings })
    expect(answer.body.claim_mappings).toEqual(mappings)
    expect((await admin('GET', '/tenant')).body.claim_mappings).toEqual(mappings)
  })

  it.each(
    [
      'iss sub aud exp iat nbf jti acr amr auth_time nonce azp at_hash c_hash s_hash sid cnf act',
      'may_act events scope client_id active authorization_details admin email name EMAIL',
    ].flatMap((names) => names.split(' ')),
  )('never tell anything as %s', async (claim) => {
    const answer = await admin('PATCH', '/tenant', { scopes, claim_mappings: [{ ...plan, claim }] })
    expect(answer.body).toMatchObject({ status: 400, field: 'claim_mappings' })
  })

  it.each([
    { name: 'a list as what it is not', mapping: { ...plan, claim: 'roles' } },
    { name: 'groups as roles', mapping: { ...plan, claim: 'roles', source: 'groups' } },
    { name: 'a source that cannot be', mapping: { ...plan, source: 'email' } },
    { name: 'a scope that says something else', mapping: { ...plan, scope: 'profile' } },
    { name: 'a scope that is not there', mapping: { ...plan, scope: 'cellar' } },
    { name: 'the scope of operators', mapping: { ...plan, scope: 'amphora:admin' } },
    { name: 'nowhere', mapping: { ...plan, in: [] } },
    { name: 'twice in one place', mapping: { ...plan, in: ['userinfo', 'userinfo'] } },
    { name: 'in a place that is none', mapping: { ...plan, in: ['introspection'] } },
    { name: 'with more than there is', mapping: { ...plan, value: 'gold' } },
    { name: 'under a name that is none', mapping: { ...plan, claim: 'a claim' } },
  ])('do not tell $name', async ({ mapping }) => {
    const answer = await admin('PATCH', '/tenant', { scopes, claim_mappings: [mapping] })
    expect(answer.body).toMatchObject({ status: 400, error: 'invalid_request' })
    expect(String(answer.body.field)).toMatch(/^claim_mappings/)
  })

  it('have each a claim of their own', async () => {
    const answer = await admin('PATCH', '/tenant', { scopes, claim_mappings: [plan, plan] })
    expect(answer.body).toMatchObject({ status: 400, field: 'claim_mappings' })
  })

  it('hold on to their scopes, also where those are taken away later (catalogue 207)', async () => {
    await admin('PATCH', '/tenant', { scopes, claim_mappings: [plan] })
    const answer = await admin('PATCH', '/tenant', { scopes: [] })
    expect(answer.body).toMatchObject({ status: 400, field: 'claim_mappings' })
  })
})
