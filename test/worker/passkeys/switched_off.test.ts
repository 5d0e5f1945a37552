/** A tenant without passkeys: none is asked for, taken or added; those that there are stay, and count for nothing. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { PASSWORD } from '../support/relying_party.ts'
import { Authenticator } from './authenticator.ts'
import {
  creationOptions,
  isSignedIn,
  newBrowser,
  newOwner,
  ownerOf,
  requestOptions,
  signInByPassword,
  usePasskey,
  type Owner,
} from './house.ts'

const turn = async (passkeys: 'offered' | 'off', changes: object = {}): Promise<void> => {
  const { status, body } = await admin('PATCH', '/tenant', { passkeys, ...changes })
  expect(status, JSON.stringify(body)).toBe(200)
}

let key: Authenticator
let owner: Owner
beforeEach(async () => {
  await turn('offered', { second_factor: 'optional' })
  key = new Authenticator()
  owner = await ownerOf(key)
})
afterEach(() => vi.restoreAllMocks())

describe('where passkeys are off', () => {
  it('the sign-in page neither offers them nor runs their script', async () => {
    const before = await newBrowser().open('/login')
    expect(before.text).toContain('id="passkey"')
    await turn('off')
    const { text } = await newBrowser().open('/login')
    for (const trace of ['id="passkey"', 'webauthn', '<script', 'passkey']) {
      expect(text).not.toContain(trace)
    }
  })

  it.each(['/login/passkey/challenge', '/login/second/passkey/challenge'])(
    'the script is told so at %s',
    async (path) => {
      await turn('off')
      const answer = await newBrowser().post(path, { next: 'account' })
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.text)).toEqual({ error: 'passkeys_off' })
    },
  )

  it('one that was asked for before is not taken', async () => {
    const browser = newBrowser()
    const credential = await key.get(await requestOptions(browser))
    await turn('off')
    for (const path of ['/login/passkey', '/login/second/passkey']) {
      const page = await browser.post(path, { next: 'account', credential })
      expect(page.status).toBe(403)
      expect(page.text).toContain('Passkeys are not used here')
    }
    expect(browser.cookies.has('__Host-session')).toBe(false)
  })

  it('none is added', async () => {
    const credential = await new Authenticator().create(await creationOptions(owner))
    await turn('off')
    expect(await creationOptions(owner)).toEqual({ error: 'passkeys_off' })
    const page = await owner.browser.post('/account/passkeys', { account: owner.sub, credential })
    expect(page.status).toBe(403)
    expect((await admin('GET', `/users/${owner.sub}/passkeys`)).body['items']).toHaveLength(1)
  })

  it('those that there are can be seen and removed, and whoever has none sees nothing of them', async () => {
    await turn('off')
    const { browser } = owner
    expect((await browser.open('/account')).text).toContain('href="/account/passkeys"')
    const list = await browser.open('/account/passkeys')
    expect(list.text).toContain('not used here at the moment')
    expect(list.text).not.toContain('id="passkey"')
    const { items } = (await admin('GET', `/users/${owner.sub}/passkeys`)).body
    const id = (items as { id: string }[])[0]?.id ?? ''
    const removed = await browser.post('/account/passkeys/remove', { account: owner.sub, id })
    expect(removed.url).toContain('done=removed')
    expect((await browser.open('/account')).text).not.toContain('href="/account/passkeys"')
  })

  it('a password may change what the account is proven by, although there is a passkey', async () => {
    const browser = newBrowser()
    await signInByPassword(browser, owner.email)
    expect((await browser.open('/account/security')).url).toContain('/login')
    await turn('off')
    expect((await browser.open('/account/security')).url).toMatch(/\/account\/security$/)
  })

  it('whoever needs a second factor is not asked for one, but for another', async () => {
    await turn('off', { second_factor: 'required' })
    const browser = newBrowser()
    const page = await browser.post('/login', {
      next: 'account',
      username: owner.email,
      password: PASSWORD,
    })
    expect(new URL(page.url).pathname).toBe('/login/set-up')
    await turn('offered', { second_factor: 'required' })
    const again = await newBrowser().post('/login', {
      next: 'account',
      username: owner.email,
      password: PASSWORD,
    })
    expect(new URL(again.url).pathname).toBe('/login/second')
  })

  it('they open the account again as soon as they are offered', async () => {
    await turn('off')
    await turn('offered')
    expect(isSignedIn(await usePasskey(newBrowser(), key))).toBe(true)
  })
})

it('are offered by default', async () => {
  expect((await admin('GET', '/tenant')).body).toMatchObject({ passkeys: 'offered' })
  expect((await admin('PATCH', '/tenant', { passkeys: 'maybe' })).status).toBe(400)
  expect((await newOwner()).sub).not.toBe('')
})
