/** Adding a passkey (WebAuthn §7.1), with every lie that an authenticator or a browser may tell (catalogue 187–190). */
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { base64url } from '../../../src/kernel/encoding.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { randomBytes } from '../../../src/kernel/random.ts'
import { passkeyIdOf } from '../../../src/people/passkeys/passkey_id.ts'
import { createDirectories } from '../../../src/stores/directories.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { admin } from '../admin/house.ts'
import { inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { logOf } from '../support/signed_in.ts'
import { Authenticator, BE, BS, UP, UV, type Lies } from './authenticator.ts'
import {
  addPasskey,
  creationOptions,
  isSignedIn,
  newBrowser,
  newOwner,
  ownerOf,
  postRaw,
  signInByPassword,
  usePasskey,
  type Owner,
} from './house.ts'

const HOST = new URL(ISSUER).host

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const passkeysOf = async ({ sub }: Owner) => {
  const { body } = await admin('GET', `/users/${sub}/passkeys`)
  return body['items'] as { name: string; synced: boolean }[]
}

describe('a passkey is added', () => {
  it.each([
    { name: 'synced', flags: UP | UV | BE | BS, synced: true, words: 'Synced between' },
    { name: 'bound to its device', flags: UP | UV, synced: false, words: 'On one device only' },
    { name: 'by who was only there', flags: UP | BE, synced: true, words: 'Synced between' },
  ])('$name', async ({ flags, synced, words }) => {
    const owner = await newOwner()
    const page = await addPasskey(owner, new Authenticator({ flags }))
    expect(page.text).toContain('The passkey is added.')
    expect(page.text).toContain('Firefox on Linux')
    expect(page.text).toContain(words)
    expect(await passkeysOf(owner)).toMatchObject([{ name: 'Firefox on Linux', synced }])
  })

  it('as one that needs no name, without attestation, and not twice on one device', async () => {
    const key = new Authenticator()
    const owner = await ownerOf(key)
    const options = await creationOptions(owner)
    expect(options).toMatchObject({
      rp: { id: HOST },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      pubKeyCredParams: [{ alg: -8 }, { alg: -7 }, { alg: -257 }],
      excludeCredentials: [{ id: key.credentialId }],
    })
    // "The user handle MUST NOT contain personally identifying information" (§14.6.1).
    expect(options.user.id).toMatch(/^[\w-]{43}$/)
    expect((await creationOptions(owner)).user.id).toBe(options.user.id)
    expect((await creationOptions(await newOwner())).user.id).not.toBe(options.user.id)
  })

  it('whose key attests itself, as browsers pass it on', async () => {
    const page = await addPasskey(await newOwner(), new Authenticator(), { attestsItself: true })
    expect(page.url, inWords(page)).toContain('done=added')
  })
})

const CERTIFIED = new Map<string, unknown>([
  ['alg', -7],
  ['sig', new Uint8Array([1])],
  ['x5c', [new Uint8Array([0x30, 0])]],
])

describe('is refused, and adds nothing', () => {
  it.each<{ name: string; lies: Lies; cause: string }>([
    { name: 'another origin', lies: { origin: 'https://evil.example' }, cause: 'origin' },
    { name: 'a sub-domain', lies: { origin: `https://login.${HOST}` }, cause: 'origin' },
    { name: 'the same host without TLS', lies: { origin: `http://${HOST}` }, cause: 'origin' },
    { name: 'a page in a frame of others', lies: { crossOrigin: true }, cause: 'cross_origin' },
    { name: 'what was signed to sign in', lies: { type: 'webauthn.get' }, cause: 'type' },
    {
      name: 'a key of another relying party',
      lies: { rpId: 'evil.example' },
      cause: 'Unexpected RP ID hash',
    },
    {
      name: 'a challenge that we did not give',
      lies: { challenge: base64url(randomBytes(32)) },
      cause: 'challenge',
    },
    {
      name: 'a person who was not there (UP)',
      lies: { flags: UV | BE | BS },
      cause: 'User presence was required, but user was not present',
    },
    {
      name: 'an algorithm that was not offered',
      lies: { alg: -35 },
      cause: 'Unexpected public key alg "-35", expected one of "-8, -7, -257"',
    },
    {
      name: 'a statement where none is claimed',
      lies: { attStmt: CERTIFIED },
      cause: 'None attestation had unexpected attestation statement',
    },
    {
      name: 'a certificate, which we asked for from nobody',
      lies: { fmt: 'packed', attStmt: CERTIFIED },
      cause: 'certificates are not read here',
    },
    {
      name: 'an attestation of a kind that is not known',
      lies: { fmt: 'invented' },
      cause: 'Unsupported Attestation Format: invented',
    },
    {
      name: 'a key that is backed up and cannot be (BS without BE)',
      lies: { flags: UP | BS },
      cause:
        'Single-device credential indicated that it was backed up, which should be impossible.',
    },
    {
      name: 'an id beside the one that was made',
      lies: { id: base64url(randomBytes(32)) },
      cause: 'the credential is another than the one that is named',
    },
  ])('$name', async ({ lies, cause }) => {
    const owner = await newOwner()
    const refused = logOf('passkey_refused')
    const page = await addPasskey(owner, new Authenticator(), lies)
    expect(page.status, inWords(page)).toBe(400)
    expect(page.text).toContain('The passkey was not added')
    expect(refused().map((line) => line['cause'])).toEqual([cause])
    expect(await passkeysOf(owner)).toEqual([])
  })

  it('a challenge of another person in this browser, or of this person in another', async () => {
    const [ada, bob] = [await newOwner(), await newOwner()]
    const credential = await new Authenticator().create(await creationOptions(ada))
    bob.browser.cookies.set('__Host-passkey', ada.browser.cookies.get('__Host-passkey') ?? '')
    const post = (owner: Owner) =>
      owner.browser.post('/account/passkeys', { account: owner.sub, credential })
    expect((await post(bob)).status).toBe(400)
    ada.browser.cookies.delete('__Host-passkey')
    expect((await post(ada)).status).toBe(400)
  })

  it('a challenge for the second time; and one key is one passkey, however often it is sent', async () => {
    const owner = await newOwner()
    const options = await creationOptions(owner)
    const key = new Authenticator()
    const credential = await key.create(options)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        postRaw(owner.browser, '/account/passkeys', { account: owner.sub, credential }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    await usePasskey(owner.browser, key)
    const other = await new Authenticator().create(options)
    const fields = { account: owner.sub, credential: other }
    expect((await owner.browser.post('/account/passkeys', fields)).status).toBe(400)
    expect(await passkeysOf(owner)).toHaveLength(1)
  })

  it('after five minutes', async () => {
    const owner = await newOwner()
    const credential = await new Authenticator().create(await creationOptions(owner))
    vi.setSystemTime(Date.now() + 301_000)
    const page = await owner.browser.post('/account/passkeys', { account: owner.sub, credential })
    expect(page.status).toBe(400)
  })

  it('a credential id that another person has: 409, and theirs works on', async () => {
    const key = new Authenticator()
    await ownerOf(key)
    const twin = new Authenticator({ id: key.credentialId })
    const other = await newOwner()
    const page = await addPasskey(other, twin)
    expect(page.status, inWords(page)).toBe(409)
    expect(await passkeysOf(other)).toEqual([])
    expect(isSignedIn(await usePasskey(newBrowser(), key))).toBe(true)
  })

  it('one of two people who bring the same credential id at once', async () => {
    const id = base64url(randomBytes(32))
    const owners = [await newOwner(), await newOwner()]
    const pages = await Promise.all(
      owners.map((owner) => addPasskey(owner, new Authenticator({ id }))),
    )
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })

  it('the twenty-first', async () => {
    const owner = await ownerOf(new Authenticator())
    for (let count = 1; count < 20; count++) await addPasskey(owner, new Authenticator())
    const page = await addPasskey(owner, new Authenticator())
    expect(page.status).toBe(409)
    expect(page.text).toContain('as many passkeys as')
    expect(await passkeysOf(owner)).toHaveLength(20)
  })
})

describe('whoever merely holds a session', () => {
  it('or knows the password alone adds none beside the passkey that there is (catalogue 196)', async () => {
    const key = new Authenticator()
    const { sub, email } = await ownerOf(key)
    const thief = { sub, email, browser: newBrowser() }
    await signInByPassword(thief.browser, email)
    expect(await creationOptions(thief)).toEqual({ location: '/login?next=passkeys&prove=again' })
    const again = await thief.browser.open('/login?next=passkeys&prove=again')
    const second = await thief.browser.submit(again, { password: 'correct horse battery' })
    expect(new URL(second.url).pathname).toBe('/login/second')
    expect(second.text).toContain('Use a passkey')
    expect(await creationOptions(thief)).toHaveProperty('location')
  })

  it('proves themselves first: after five minutes nothing is offered, added or claimed (ASVS 7.5.1)', async () => {
    const owner = await newOwner()
    vi.setSystemTime(Date.now() + 200_000)
    const key = new Authenticator()
    const credential = await key.create(await creationOptions(owner))
    vi.setSystemTime(Date.now() + 150_000)
    expect(await creationOptions(owner)).toEqual({ location: '/login?next=passkeys&prove=again' })
    const page = await owner.browser.post('/account/passkeys', { account: owner.sub, credential })
    expect(new URL(page.url).pathname).toBe('/login')
    const directories = createDirectories(env.DIRECTORY, MAIN_TENANT, newTally())
    const { id } = JSON.parse(credential) as { id: string }
    expect(await directories.find('passkey', await passkeyIdOf(id))).toBeUndefined()
    const proven = await owner.browser.submit(page, { password: 'correct horse battery' })
    expect(new URL(proven.url).pathname).toBe('/account/passkeys')
    expect((await addPasskey(owner, key)).url).toContain('done=added')
  })

  it('adds none from another site (CSRF)', async () => {
    const owner = await newOwner()
    const credential = await new Authenticator().create(await creationOptions(owner))
    const fields = { account: owner.sub, credential }
    const page = await owner.browser.post('/account/passkeys', fields, {
      Origin: 'https://evil.example',
    })
    expect(page.status).toBe(400)
    expect(await passkeysOf(owner)).toEqual([])
  })

  it('adds none without one', async () => {
    const owner = await newOwner()
    const credential = await new Authenticator().create(await creationOptions(owner))
    owner.browser.cookies.delete('__Host-session')
    const page = await owner.browser.post('/account/passkeys', { account: owner.sub, credential })
    expect(new URL(page.url).pathname).toBe('/login')
    await signInByPassword(owner.browser, owner.email)
    expect(await passkeysOf(owner)).toEqual([])
  })
})
