import { describe, expect, it } from 'vitest'
import emails from '../../vectors/email-identifiers.json'
import { admin, auditOf, createUser, V1 } from './house.ts'

/** Every standard claim that can be set (OpenID Connect Core §5.1). */
const CLAIMS = {
  email_verified: true,
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  middle_name: 'King',
  nickname: 'Ada',
  preferred_username: 'ada',
  profile: 'https://example.com/ada',
  picture: 'https://example.com/ada.png',
  website: 'https://example.com/',
  gender: 'female',
  birthdate: '1815-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
  phone_number: '+1 (425) 555-1212',
  phone_number_verified: false,
  address: {
    formatted: '12 St James’s Square\nLondon',
    street_address: '12 St James’s Square',
    locality: 'London',
    region: 'London',
    postal_code: 'SW1Y 4LE',
    country: 'GB',
  },
}

describe('making a person', () => {
  it('answers 201 with a sub and every standard claim', async () => {
    const { status, headers, body } = await createUser('Ada@Example.com', CLAIMS)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...CLAIMS,
      email: 'Ada@Example.com',
      has_password: true,
      disabled: false,
    })
    expect(headers.get('Location')).toBe(`${V1}/users/${String(body.sub)}`)
    expect((await admin('GET', `/users/${String(body.sub)}`)).body).toEqual(body)
    expect(JSON.stringify(body)).not.toContain('argon2')
  })

  it('refuses a name that is taken, in whatever case (CVE-2019-19844)', async () => {
    await createUser('taken@example.com')
    const { status, body } = await createUser('TAKEN@EXAMPLE.com')
    expect(status).toBe(409)
    expect(body).toMatchObject({ field: 'email' })
  })

  it('gives one name to one of many who ask at once', async () => {
    const asked = Array.from({ length: 8 }, () => createUser('race@example.com'))
    const statuses = (await Promise.all(asked)).map((answer) => answer.status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(7)
  })

  const refused = emails.vectors.filter(
    (vector) => vector.expect.startsWith('reject') || vector.expect.startsWith('400'),
  )
  it.each(refused)('refuses the address $a', async ({ a }) => {
    const { status, body } = await admin('POST', '/users', { email: a, password: 'correct horse' })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_request', field: 'email' })
  })

  it.each([
    { field: 'password', value: 'short' },
    { field: 'password', value: 'a'.repeat(1025) },
    { field: 'name', value: '\u202egnp.exe' },
    { field: 'nickname', value: 'A\u0000B' },
    { field: 'preferred_username', value: 'Goog\u200ble' },
    { field: 'given_name', value: 'a'.repeat(201) },
    { field: 'picture', value: 'javascript:alert(1)' },
    { field: 'website', value: 'data:text/html,x' },
    { field: 'birthdate', value: '1815-13-10' },
    { field: 'zoneinfo', value: '../etc/passwd' },
    { field: 'locale', value: 'en GB' },
    { field: 'phone_number', value: '0425 555' },
    { field: 'email_verified', value: 'true' },
    { field: 'updated_at', value: 1 },
    { field: 'sub', value: 'chosen' },
    { field: 'is_admin', value: true },
    { field: 'passwordHash', value: 'x' },
    { field: '__proto__', value: { admin: true } },
  ])('refuses $value as $field', async ({ field, value }) => {
    const given: unknown = JSON.parse(
      `{"email": "no@example.com", ${JSON.stringify(field)}: ${JSON.stringify(value)}}`,
    )
    const { status, body } = await admin('POST', '/users', given)
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_request', field })
  })

  it('refuses half of a surrogate pair in a password, which has no UTF-8 to hash', async () => {
    const { status, body } = await createUser('no@example.com', {
      password: 'correct \ud83d horse',
    })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_request', field: 'password' })
  })

  it('names a field inside another by its path', async () => {
    const { body } = await createUser('no@example.com', { address: { planet: 'Mars' } })
    expect(body).toMatchObject({ status: 400, field: 'address.planet' })
  })
})

describe('changing a person', () => {
  it('sets claims and removes those that are null', async () => {
    const { body } = await createUser('claims@example.com', CLAIMS)
    const path = `/users/${String(body.sub)}`
    const { body: changed } = await admin('PATCH', path, { nickname: null, name: 'Ada King' })
    expect(changed.name).toBe('Ada King')
    expect(changed).not.toHaveProperty('nickname')
  })

  it('moves the name with the address, and believes neither address nor number any more', async () => {
    const { body } = await createUser('before@example.com', {
      email_verified: true,
      phone_number: '+14255551212',
      phone_number_verified: true,
    })
    const path = `/users/${String(body.sub)}`
    const { body: moved } = await admin('PATCH', path, {
      email: 'after@example.com',
      phone_number: '+14255550000',
    })
    expect(moved).toMatchObject({ email: 'after@example.com', email_verified: false })
    expect(moved).not.toHaveProperty('phone_number_verified')
    expect((await createUser('after@example.com')).status).toBe(409)
    expect((await createUser('before@example.com')).status).toBe(201)
  })

  it('does not take another’s address, and keeps its own', async () => {
    await createUser('hers@example.com')
    const { body } = await createUser('his@example.com')
    const path = `/users/${String(body.sub)}`
    const answer = await admin('PATCH', path, { email: 'hers@example.com' })
    expect(answer.body).toMatchObject({ status: 409, field: 'email' })
    expect((await admin('GET', path)).body.email).toBe('his@example.com')
    expect((await createUser('his@example.com')).status).toBe(409)
  })

  it('gives a claimed name back when the record has changed meanwhile', async () => {
    const { body, headers } = await createUser('stale@example.com')
    const path = `/users/${String(body.sub)}`
    await admin('PATCH', path, { name: 'Newer' })
    const read = { 'If-Match': headers.get('ETag') ?? '' }
    const answer = await admin('PATCH', path, { email: 'wanted@example.com' }, read)
    expect(answer.status).toBe(412)
    expect((await createUser('wanted@example.com')).status).toBe(201)
  })

  it('disables, and says so in the list', async () => {
    const { body } = await createUser('off@example.com')
    const path = `/users/${String(body.sub)}`
    expect((await admin('PATCH', path, { disabled: true })).body.disabled).toBe(true)
    const { body: list } = await admin('GET', '/users?email=off@')
    expect(list.items).toMatchObject([{ sub: body.sub, disabled: true }])
  })

  it('is told of by the names of its fields, never their values', async () => {
    const { body } = await createUser('told@example.com')
    await admin('PATCH', `/users/${String(body.sub)}`, { password: 'a new long password' })
    const [event] = (await auditOf('user.updated')).filter((line) => line.sub === body.sub)
    expect(event).toMatchObject({ actor: 'admin', detail: { fields: ['password'] } })
    expect(JSON.stringify(event)).not.toContain('a new long password')
  })
})

describe('the end of a person', () => {
  it('frees the name and leaves a subject that is never issued again', async () => {
    const { body } = await createUser('gone@example.com')
    const path = `/users/${String(body.sub)}`
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', path)).status).toBe(404)
    expect((await admin('DELETE', path)).status).toBe(404)
    const { body: list } = await admin('GET', '/users?email=gone@')
    expect(list.items).toEqual([])
    const again = await createUser('gone@example.com')
    expect(again.status).toBe(201)
    expect(again.body.sub).not.toBe(body.sub)
  })
})

describe('listing people', () => {
  it('pages through a beginning in the order of the addresses', async () => {
    for (const n of [3, 1, 2]) await createUser(`page${n}@example.com`)
    const first = await admin('GET', '/users?email=PAGE&limit=2')
    const second = await admin(
      'GET',
      `/users?email=PAGE&limit=2&cursor=${String(first.body.next_cursor)}`,
    )
    const items = [...(first.body.items as []), ...(second.body.items as [])]
    expect(items).toMatchObject([1, 2, 3].map((n) => ({ email: `page${n}@example.com` })))
    expect(second.body.next_cursor).toBeNull()
  })

  it('takes q for email', async () => {
    await createUser('query@example.com')
    const { body } = await admin('GET', '/users?q=query@')
    expect(body.items).toHaveLength(1)
  })
})

describe('what hangs on a person', () => {
  it.each(['sessions', 'grants', 'events'])('lists %s', async (what) => {
    const { body } = await createUser(`${what}@example.com`)
    const answer = await admin('GET', `/users/${String(body.sub)}/${what}`)
    expect(answer.body).toMatchObject({ items: expect.any(Array) as unknown, next_cursor: null })
  })

  it.each(['sessions', 'grants'])('ends all %s, and none that there is not', async (what) => {
    const { body } = await createUser(`end-${what}@example.com`)
    const path = `/users/${String(body.sub)}/${what}`
    expect((await admin('DELETE', path)).body).toEqual({ ended: 0 })
    expect((await admin('DELETE', `${path}/no-such-id`)).status).toBe(404)
  })

  it('ends the grants of one client, and says so in the audit; nothing else can be asked for', async () => {
    const { body } = await createUser('one-client@example.com')
    const path = `/users/${String(body.sub)}/grants`
    const answer = await admin('DELETE', `${path}?client_id=client_shop`)
    expect(answer.body).toEqual({ ended: 0 })
    // Lines of one second stand in no order.
    const line = (await auditOf('user.grants_ended')).find(({ sub }) => sub === body.sub)
    expect(line).toMatchObject({ detail: { ended: 0, client_id: 'client_shop' } })
    expect((await admin('DELETE', `${path}?client=client_shop`)).status).toBe(400)
    expect((await admin('DELETE', `${path}?client_id=`)).body).toMatchObject({ field: 'client_id' })
  })

  it.each(['sessions', 'grants', 'events'])('has no %s of nobody', async (what) => {
    expect((await admin('GET', `/users/nobody/${what}`)).status).toBe(404)
  })
})
