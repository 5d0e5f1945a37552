/** What is made of the files that other systems export: `exports/` has one of each, in the shape that they write. */
import { describe, expect, it } from 'vitest'
import { accountsIn } from '../../../scripts/import/account_file.ts'
import { csvRow } from '../../../scripts/import/csv.ts'
import { readHashConfig } from '../../../scripts/import/firebase.ts'
import { keycloakRow } from '../../../scripts/import/keycloak.ts'
import { readOptions } from '../../../scripts/import/options.ts'
import { recordsIn } from '../../../scripts/import/record_file.ts'
import type { Converted } from '../../../scripts/import/row.ts'
import { rowsOf } from '../../../scripts/import/rows_of.ts'

const BCRYPT = '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'
const EXPORTS = 'test/node/import/exports'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const convert = (command: string): Promise<Converted[]> => {
  const args = command.replaceAll('./', `${EXPORTS}/`).split(' ')
  return all(rowsOf(readOptions(args, { ADMIN_TOKEN: 'a token' })))
}

async function* chunks(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length)
}

describe('an export of', () => {
  it('Auth0, with the hashes that came in a file of their own', async () => {
    expect(
      await convert('--from auth0 ./auth0.ndjson --passwords ./auth0-passwords.ndjson'),
    ).toEqual([
      {
        row: {
          sub: 'auth0|507f1f77bcf86cd799439020',
          email: 'ada@import.example',
          email_verified: true,
          name: 'Ada Lovelace',
          given_name: 'Ada',
          family_name: 'Lovelace',
          nickname: 'ada',
          picture: 'https://s.gravatar.com/avatar/205e460b479e2e5b48aec07710c08d50?s=480&r=pg',
          password_hash: BCRYPT,
        },
      },
      {
        row: {
          sub: 'google-oauth2|103547991597142817347',
          email: 'grace@import.example',
          email_verified: true,
          name: 'Grace Hopper',
          nickname: 'grace',
          picture: 'https://lh3.googleusercontent.com/a/photo',
          disabled: true,
          identities: [{ provider: 'google', sub: '103547991597142817347' }],
        },
      },
      {
        row: {
          sub: 'sms|65f0',
          email_verified: false,
          name: '+15551234567',
          phone_number: '+15551234567',
          phone_number_verified: true,
        },
      },
      {
        row: {
          sub: 'oauth2|shipyard|17',
          email_verified: false,
          name: 'Joan Clarke',
          identities: [
            { provider: 'shipyard', sub: '17' },
            { provider: 'github', sub: '583231' },
          ],
        },
      },
    ])
  })

  it('Keycloak, whose users stand in the middle of a realm', async () => {
    const [ada, grace, service, ...more] = await convert('--from keycloak ./keycloak-realm.json')
    expect(ada).toEqual({
      row: {
        sub: '0fc1a3a6-3c0b-4f0e-9c05-7c2a6b1b6a11',
        email: 'ada@import.example',
        email_verified: true,
        name: 'Ada Lovelace',
        given_name: 'Ada',
        family_name: 'Lovelace',
        preferred_username: 'ada',
        locale: 'en',
        roles: ['harbour master'],
        groups: ['crew/night'],
        password_hash: expect.stringMatching(/^\$pbkdf2-sha256\$i=27500\$c2Fsd.*==\$[\w+/]{86}==$/),
      },
    })
    expect(grace).toEqual({
      row: {
        sub: '5f1d2b9e-6f3c-4a7e-8a59-1f0a3a2b1c22',
        email: 'grace@import.example',
        email_verified: false,
        preferred_username: 'grace',
        phone_number: '+15551234567',
        disabled: true,
        identities: [
          { provider: 'google', sub: '103547991597142817347' },
          { provider: 'shipyard', sub: 'f:17:grace' },
        ],
        password_hash: expect.stringMatching(
          /^\$argon2id\$v=19\$m=7168,t=5,p=1\$[\w+/]{23}\$[\w+/]{43}$/,
        ),
      },
    })
    expect(service).toEqual({ skipped: 'is the account of a client' })
    expect(more).toEqual([])
  })

  it('Firebase, with the hash parameters of its console', async () => {
    const [ada, grace, anonymous] = await convert(
      '--from firebase ./firebase.json --hash-config ./firebase-hash.txt',
    )
    expect(ada).toEqual({
      row: {
        sub: 'XcZ3vJ8rTq0yB1cX5nM7wLgUe2k1',
        email: 'ada@import.example',
        email_verified: true,
        name: 'Ada Lovelace',
        picture: 'https://import.example/ada.png',
        custom_claims: { plan: 'gold' },
        identities: [
          { provider: 'x', sub: '2244994945' },
          { provider: 'shipyard', sub: '17' },
        ],
        password_hash:
          '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==' +
          '$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
      },
    })
    expect(grace).toMatchObject({ row: { disabled: true, phone_number_verified: true } })
    expect(anonymous).toEqual({
      row: { sub: 'anonymous0000000000000000001', email_verified: false },
    })
  })

  it('CSV, with quotes, line ends, empty cells and a byte order mark', async () => {
    expect(await convert('--from csv ./people.csv')).toEqual([
      {
        row: {
          sub: '1',
          email: 'ada@import.example',
          email_verified: true,
          name: 'Lovelace, Ada',
          password_hash: BCRYPT,
        },
      },
      {
        row: {
          sub: '2',
          email: 'grace@import.example',
          email_verified: false,
          name: 'Grace "Amazing"\nHopper',
          address: { locality: 'New York' },
          disabled: true,
        },
      },
      { skipped: 'has more cells than there are columns' },
      { row: { sub: '4', email: 'short@import.example' } },
    ])
  })

  it('CSV, with roles and groups', () => {
    const { row } = csvRow(['email', 'roles', 'groups'], ['a@b.example', 'x; y z', '']) as {
      row: object
    }
    expect(row).toEqual({ email: 'a@b.example', roles: ['x', 'y z'] })
  })

  it('CSV, with subjects at other providers', () => {
    const columns = ['sub', 'identities.google', 'identities.github']
    expect(csvRow(columns, ['1', '103', ''])).toEqual({
      row: { sub: '1', identities: [{ provider: 'google', sub: '103' }] },
    })
  })

  it('any of them leaves identities out where that is asked, or calls providers as it is told', async () => {
    const at = '--from keycloak ./keycloak-realm.json'
    expect(JSON.stringify(await convert(`${at} --without-identities`))).not.toContain('identities')
    const words = '--provider google=workspace --provider shipyard='
    expect((await convert(`${at} ${words}`))[1]).toMatchObject({
      row: { identities: [{ provider: 'workspace', sub: '103547991597142817347' }] },
    })
    expect(() => convert(`${at} --provider google`)).toThrow('is not <theirs>=<id>')
  })

  it('any of them leaves the hashes out where that is asked', async () => {
    const rows = await convert('--from csv ./people.csv --without-passwords')
    expect(JSON.stringify(rows)).not.toContain('password_hash')
    expect(rows).toHaveLength(4)
  })
})

describe('the accounts of a file', () => {
  const FILE =
    '{"users_":[{"no":1}],"a":{"users":[{"no":2}]},"note":"users","b":[{"no":3}],' +
    '"users" : [ {"id":"}]{[\\"","n":{"users":[1]}},\n{"id":"é"} ] ,"after":[{"no":4}]}'

  it.each([1, 2, 3, 7, 1000])('are found whole, in chunks of %i', async (length) => {
    const accounts = await all(accountsIn(chunks(FILE, length)))
    expect(accounts.map((text) => JSON.parse(text) as unknown)).toEqual([
      { id: '}]{["', n: { users: [1] } },
      { id: 'é' },
    ])
  })

  it.each(['', '{}', '[]', '{"users":[]}', '{"users":{"a":{}}}'])(
    'are none in %s',
    async (text) => {
      expect(await all(accountsIn(chunks(text, 3)))).toEqual([])
    },
  )
})

describe('the records of a CSV file', () => {
  it.each([
    { given: '', records: [] },
    { given: 'a', records: [['a']] },
    {
      given: 'a,b\n\nc,\n',
      records: [
        ['a', 'b'],
        ['c', ''],
      ],
    },
    {
      given: 'a,b\r\nc,d\r\n',
      records: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    },
    { given: '"a,""b""\nc",d', records: [['a,"b"\nc', 'd']] },
    { given: '"",x', records: [['', 'x']] },
    { given: 'a"b,c', records: [['a"b', 'c']] },
  ])('of $given (RFC 4180 §2)', async ({ given, records }) => {
    for (const length of [1, 100]) {
      expect(await all(recordsIn(chunks(given, length)))).toEqual(records)
    }
  })
})

describe('what cannot be read', () => {
  it('is told of by its place, and the rest goes on', async () => {
    const odds = { credentials: 'none', attributes: [], federatedIdentities: [{}, 1, null] }
    expect(keycloakRow({ id: 'a', ...odds }, new Map())).toEqual({
      row: { sub: 'a', email_verified: false },
    })
    expect(() => readHashConfig('rounds: 8')).toThrow('base64_signer_key')
    const odd = { type: 'password', secretData: '{', credentialData: '{"algorithm":"bcrypt"}' }
    expect(keycloakRow({ id: 'a', credentials: [odd] }, new Map())).toEqual({
      row: { sub: 'a', email_verified: false },
    })
  })

  it.each([
    { name: 'no source', args: ['people.csv'] },
    { name: 'an unknown source', args: ['--from', 'ldap', 'people.csv'] },
    { name: 'no file', args: ['--from', 'csv'] },
    { name: 'two files', args: ['--from', 'csv', 'a', 'b'] },
    { name: 'an unknown option', args: ['--from', 'csv', 'a', '--force'] },
  ])('$name is answered by how it is called', ({ args }) => {
    expect(() => readOptions(args, { ADMIN_TOKEN: 'a token' })).toThrow('npm run import -- --from')
  })

  it('no token is told of, unless nothing is sent', () => {
    expect(() => readOptions(['--from', 'csv', 'a'], {})).toThrow('ADMIN_TOKEN is not set')
    expect(readOptions(['--from', 'csv', 'a', '--dry-run'], {}).isDryRun).toBe(true)
  })
})
