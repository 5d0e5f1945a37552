/** People who were imported, at the sign-in page: with the password that they have always had, by each scheme. */
import { argon2id } from '@noble/hashes/argon2.js'
import { exports } from 'cloudflare:workers'
import { pbkdf2Sync, scryptSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Sub } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { codeOf, redeem, registerClient, type TestClient } from '../support/relying_party.ts'
import { worldOfRequest } from '../support/signed_in.ts'
import { importOne, newEmail } from './house.ts'

let client: TestClient
beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
})

const SALT = new TextEncoder().encode('salt of sixteen.')
const unpadded = (bytes: Uint8Array): string =>
  new Uint8Array(bytes).toBase64({ omitPadding: true })
const derivedBy = (beginning: string, derive: (password: string) => Uint8Array, password: string) =>
  `${beginning}$${unpadded(SALT)}$${unpadded(derive(password))}`

const CAFE = 'cafe\u0301 au lait, in two code points'

/** The hashes of published vectors, and others as Node and @noble/hashes make them. */
const HASHES = [
  {
    scheme: 'bcrypt',
    password: '~!@#$%^&*()      ~!@#$%^&*()PNBFRD',
    hash: '$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO',
  },
  {
    scheme: 'scrypt',
    password: 'pleaseletmein',
    hash: derivedBy(
      '$scrypt$ln=12,r=8,p=1',
      (password) => scryptSync(password, SALT, 32, { N: 4096 }),
      'pleaseletmein',
    ),
  },
  {
    scheme: "Firebase's scrypt",
    password: 'user1password',
    hash: '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  },
  {
    scheme: 'PBKDF2 as Keycloak keeps it',
    password: 'a password of Keycloak',
    hash: derivedBy(
      '$pbkdf2-sha256$i=27500,l=64',
      (password) => pbkdf2Sync(password, SALT, 27_500, 64, 'sha256'),
      'a password of Keycloak',
    ),
  },
  {
    scheme: 'PBKDF2 in characters that NFKC would change',
    password: CAFE,
    hash: derivedBy(
      '$pbkdf2-sha512$i=1000',
      (password) => pbkdf2Sync(password, SALT, 1000, 64, 'sha512'),
      CAFE,
    ),
  },
  {
    scheme: 'argon2i',
    password: 'password',
    hash: '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA',
  },
  {
    scheme: 'argon2id with costs that are ours, in characters that NFKC would change',
    password: CAFE,
    hash: derivedBy(
      '$argon2id$v=19$m=19456,t=2,p=1',
      (password) => argon2id(password, SALT, { m: 19_456, t: 2, p: 1, dkLen: 32 }),
      CAFE,
    ),
  },
]

let networks = 0
async function signIn(username: string, password: string): Promise<Page> {
  const browser = new Browser({ 'CF-Connecting-IP': `203.0.113.${++networks}` })
  return browser.submit(await browser.open(await client.requestUrl()), { username, password })
}

const hashOf = async (sub: string) =>
  (
    await worldOfRequest()
      .users.of(sub as Sub)
      .credentials()
  )?.passwordHash

describe.each(HASHES)('a person who was imported with $scheme', ({ scheme, password, hash }) => {
  it('signs in with their password, under their own sub, and has a hash of ours from then on', async () => {
    const row = {
      sub: `auth0|${scheme.replaceAll(/\W/g, '-')}`,
      email: newEmail(),
      password_hash: hash,
    }
    expect(await importOne(row)).toMatchObject({ result: 'created' })
    expect(await hashOf(row.sub)).toBe(`imported:${hash}`)

    const wrong = await signIn(row.email, `${password}!`)
    expect(wrong.status, inWords(wrong)).toBe(400)
    expect(await hashOf(row.sub)).toBe(`imported:${hash}`)

    const { body } = await redeem(client, codeOf(await signIn(row.email, password)))
    const userinfo = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
      headers: { Authorization: `Bearer ${String(body.access_token)}` },
    })
    expect(await userinfo.json()).toMatchObject({ sub: row.sub, email: row.email })
    expect(await hashOf(row.sub)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)

    // By the new hash, and the row once more does not bring the old one back.
    expect(await importOne(row)).toMatchObject({ result: 'unchanged' })
    codeOf(await signIn(row.email, password))
  }, 60_000)
})

describe('a person who was imported', () => {
  it('and is disabled does not sign in until they are enabled', async () => {
    const { password, hash } = HASHES[0] ?? { password: '', hash: '' }
    const row = { sub: 'disabled-one', email: newEmail(), password_hash: hash, disabled: true }
    await importOne(row)
    expect((await signIn(row.email, password)).status).toBe(400)
    await admin('PATCH', `/users/${row.sub}`, { disabled: false })
    codeOf(await signIn(row.email, password))
  })

  it('without a password is answered as a wrong one is', async () => {
    const email = newEmail()
    await importOne({ email })
    expect((await signIn(email, 'whatever it is')).status).toBe(400)
  })
})
