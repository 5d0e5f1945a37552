/** What becomes of each row of an import: whom it makes, and why it makes nobody. */
import { describe, expect, it } from 'vitest'
import emails from '../../vectors/email-identifiers.json'
import { admin, auditOf, createUser } from '../admin/house.ts'
import { fileOf, importOne, importRows, newEmail, post, readAnswer } from './house.ts'

const BCRYPT = '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'

const user = async (sub: string) => (await admin('GET', `/users/${encodeURIComponent(sub)}`)).body

const SPELLINGS = (emails.vectors as { a: unknown; b: string | null; expect: string }[]).map(
  (vector, at) => ({ at, ...vector }),
)

describe('a row', () => {
  it('makes a person with the sub that apps know them by', async () => {
    const row = {
      sub: 'auth0|507f1f77bcf86cd799439020',
      email: newEmail(),
      email_verified: true,
      name: 'Ada Lovelace',
      address: { country: 'GB' },
      roles: ['countess'],
      groups: ['crew/night'],
      custom_claims: { plan: 'gold' },
      password_hash: BCRYPT,
    }
    expect(await importOne(row)).toEqual({ line: 1, result: 'created', sub: row.sub })
    const { password_hash: _, ...claims } = row
    expect(await user(row.sub)).toMatchObject({ ...claims, has_password: true, disabled: false })
    const found = await admin('GET', `/users?email=${row.email}`)
    expect(found.body.items).toMatchObject([{ sub: row.sub, name: row.name }])
  })

  it('makes one with a sub of ours where it brings none, without a password where it has none', async () => {
    const { sub } = (await importOne({ email: newEmail(), disabled: true })) as { sub: string }
    expect(sub).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(await user(sub)).toMatchObject({
      has_password: false,
      disabled: true,
      email_verified: false,
    })
  })

  it.each([
    { name: 'Auth0', sub: 'google-oauth2|103547991597142817347' },
    { name: 'Auth0, of an enterprise', sub: 'samlp|okta|ada@example.com' },
    { name: 'Keycloak', sub: '0fc1a3a6-3c0b-4f0e-9c05-7c2a6b1b6a11' },
    { name: 'Firebase', sub: 'XcZ3vJ8rTq0yB1cX5nM7wLgUe2k1' },
    { name: 'the longest', sub: 'x'.repeat(255) },
  ])('keeps a sub of $name', async ({ sub }) => {
    expect(await importOne({ sub, email: newEmail() })).toMatchObject({ result: 'created', sub })
    expect(await user(sub)).toMatchObject({ sub })
  })

  it.each([
    { name: 'no JSON', row: '{"email":', fault: { detail: 'the line must be a JSON object' } },
    { name: 'no object', row: '[]', fault: { detail: 'the line must be a JSON object' } },
    {
      name: 'nobody',
      row: { name: 'Ada' },
      fault: {
        field: 'email',
        detail: 'is required where there is neither a sub nor an identity',
      },
    },
    {
      name: 'an address that is none',
      row: { email: 'ada' },
      fault: { field: 'email', detail: expect.stringContaining('plain e-mail address') },
    },
    {
      name: 'a password in clear',
      row: { email: 'a@import.amphora.test', password: 'correct horse battery' },
      fault: { field: 'password', detail: 'is not a field of this request' },
    },
    {
      name: 'a wish to be an operator',
      row: { email: 'a@import.amphora.test', admin: true },
      fault: { field: 'admin', detail: 'is not a field of this request' },
    },
    {
      name: 'a claim that the protocol gives its value',
      row: { email: 'a@import.amphora.test', custom_claims: { iss: 'https://evil.example' } },
      fault: { field: 'custom_claims' },
    },
    {
      name: 'a claim of another kind',
      row: { email: 'a@import.amphora.test', birthdate: '10.12.1815' },
      fault: { field: 'birthdate' },
    },
    ...['', 'nobody', '..', 'a/b', 'a b', 'ä', 'x'.repeat(256)].map((sub) => ({
      name: `a sub that cannot be one, '${sub.slice(0, 9)}'`,
      row: { sub, email: 'a@import.amphora.test' },
      fault: { field: 'sub' },
    })),
    {
      name: 'a hash that nobody knows',
      row: { email: 'a@import.amphora.test', password_hash: '$1$etNnh7FA$OlM7eljE/B7F1J4XYNnk81' },
      fault: { field: 'password_hash', detail: expect.stringContaining('must begin with $2a$') },
    },
    {
      name: 'a hash that would cost too much (catalogue 167)',
      row: { email: 'a@import.amphora.test', password_hash: BCRYPT.replace('$06$', '$31$') },
      fault: { field: 'password_hash', detail: expect.stringContaining('a cost of 04 to 14') },
    },
    { name: 'a very long line', row: `{"x":"${'x'.repeat(33_000)}"}`, fault: {} },
  ])('is refused with $name, and its neighbours are not', async ({ row, fault }) => {
    const { rows, last } = await importRows([{ email: newEmail() }, row, { email: newEmail() }])
    expect(rows.map(({ result }) => result)).toEqual(['created', 'refused', 'created'])
    expect(rows[1]).toMatchObject({ line: 2, error: 'invalid_request', ...fault })
    expect(last).toEqual({ result: 'finished', next_line: 4, created: 2, unchanged: 0, refused: 1 })
    expect((await admin('GET', '/users?email=a@import.amphora.test')).body.items).toEqual([])
  })

  it.each(SPELLINGS)(
    'makes no second account for $a beside $b (catalogue 182, CVE-2019-19844)',
    async ({ at, a, b, expect: wanted }) => {
      const before = b === null ? undefined : await importOne({ sub: `b${at}`, email: b })
      const after = await importOne({ sub: `a${at}`, email: a })
      if (wanted.startsWith('different')) return
      expect(after.result).toBe('refused')
      if (before && wanted.startsWith('same')) expect(after).toMatchObject({ field: 'email' })
    },
  )
})

describe('the same row again', () => {
  it('changes nothing, whatever has become of the person', async () => {
    const row = { email: newEmail(), name: 'Ada' }
    const { sub } = (await importOne(row)) as { sub: string }
    expect(await importOne(row)).toEqual({ line: 1, result: 'unchanged', sub })
    await admin('PATCH', `/users/${sub}`, { email: newEmail(), name: 'Countess' })
    expect(await importOne(row)).toEqual({ line: 1, result: 'unchanged', sub })
    expect(await user(sub)).toMatchObject({ name: 'Countess' })
    expect((await admin('GET', `/users?email=${row.email}`)).body.items).toEqual([])
  })

  it('makes nobody anew who was erased: a sub is never issued again', async () => {
    for (const row of [{ email: newEmail() }, { email: newEmail(), sub: 'erased-one' }]) {
      const { sub } = (await importOne(row)) as { sub: string }
      await admin('DELETE', `/users/${sub}`)
      expect(await importOne(row)).toMatchObject({
        result: 'refused',
        error: 'conflict',
        field: 'sub',
        detail: expect.stringContaining('erased'),
      })
      // The name is free for somebody else.
      expect((await createUser(row.email)).status).toBe(201)
    }
  })

  it('makes one person where it stands twice in one file', async () => {
    const row = { email: newEmail() }
    const { last } = await importRows(Array.from({ length: 30 }, () => row))
    expect(last).toMatchObject({ created: 1, unchanged: 29, refused: 0 })
  })

  it('leaves one line in the audit', async () => {
    const row = { email: newEmail() }
    const { sub } = (await importOne(row)) as { sub: string }
    await importOne(row)
    const lines = (await auditOf('user.imported')).filter((line) => line.sub === sub)
    expect(lines).toMatchObject([{ actor: 'admin', event: 'user.imported' }])
  })
})

describe('another row', () => {
  it('is refused the address of somebody else, and the sub of somebody else', async () => {
    const [ada, grace] = [newEmail(), newEmail()]
    await importOne({ sub: 'ada', email: ada })
    expect(await importOne({ sub: 'grace', email: ada.toUpperCase() })).toMatchObject({
      error: 'conflict',
      field: 'email',
    })
    expect(await importOne({ sub: 'ada', email: grace })).toMatchObject({
      error: 'conflict',
      field: 'sub',
    })
    expect(await importOne({ sub: 'ada', email: ada, name: 'Ada' })).toMatchObject({
      error: 'conflict',
      field: 'sub',
    })
    expect(await importOne({ sub: 'grace', email: grace })).toMatchObject({ result: 'created' })
    expect(await user('ada')).not.toHaveProperty('name')
  })

  it.each([
    { name: 'address', hasOneAddress: true, hasOneSub: false },
    { name: 'sub', hasOneAddress: false, hasOneSub: true },
    { name: 'address and sub', hasOneAddress: true, hasOneSub: true },
  ])(
    'of twenty with one $name that come at once, one is made and goes by a name, and no other name is taken',
    async ({ name, hasOneAddress, hasOneSub }) => {
      const [email, sub] = [newEmail(), `of-one-${name.replaceAll(' ', '-')}`]
      const sent = Array.from({ length: 20 }, (_, at) => ({
        email: hasOneAddress ? email : newEmail(),
        sub: hasOneSub ? sub : `${sub}-${at}`,
        name: `Number ${at}`,
      }))
      const { rows, last } = await importRows(sent)
      expect(last).toMatchObject({ created: 1, refused: 19 })
      const winner = sent[(rows.find(({ result }) => result === 'created')?.line ?? 0) - 1]
      expect(await user(winner?.sub ?? '')).toMatchObject({ ...winner })
      for (const address of new Set(sent.map((row) => row.email))) {
        const { items } = (await admin('GET', `/users?email=${address}`)).body
        expect(items).toMatchObject(address === winner?.email ? [{ sub: winner.sub }] : [])
      }
    },
  )

  it('that was refused a sub leaves its address to others', async () => {
    const email = newEmail()
    await importOne({ sub: 'taken-sub', email: newEmail() })
    await importOne({ sub: 'taken-sub', email })
    expect((await createUser(email)).status).toBe(201)
  })
})

describe('a body', () => {
  it('is lines of JSON, and says so', async () => {
    const answer = await post('{}', '', 'application/json')
    expect(answer.status).toBe(415)
    expect(await answer.json()).toMatchObject({ error: 'unsupported_media_type' })
  })

  it('may be empty, have empty lines, ends of other systems and none at its end', async () => {
    expect((await readAnswer(await post(null))).last).toMatchObject({ next_line: 1 })
    const file = `\r\n${fileOf([{ email: newEmail() }]).trim()}\r\n\n${fileOf([{ email: newEmail() }]).trim()}`
    const { rows, last } = await readAnswer(await post(file))
    expect(rows.map(({ line }) => line)).toEqual([2, 4])
    expect(last).toMatchObject({ result: 'finished', next_line: 5, created: 2 })
  })

  it('may be a piece of a file: its lines are numbered as there', async () => {
    const { rows, last } = await importRows([{ email: newEmail() }, '?'], '?first_line=4201')
    expect(rows.map(({ line }) => line)).toEqual([4201, 4202])
    expect(last).toMatchObject({ next_line: 4203 })
    for (const query of ['?first_line=0', '?first_line=x', '?from=1']) {
      expect((await post('', query)).status).toBe(400)
    }
  })
})
