/** A person's own passkeys: seen, renamed, removed; and what goes with one that is gone. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { admin, auditOf } from '../admin/house.ts'
import { mailService, settle } from '../recovery/house.ts'
import { inWords, type Page } from '../support/browser.ts'
import { codeOf, redeem, registerClient, signIn } from '../support/relying_party.ts'
import { isGood, tokensOf } from '../support/signed_in.ts'
import { Authenticator } from './authenticator.ts'
import {
  addPasskey,
  expectRefused,
  isSignedIn,
  newBrowser,
  newOwner,
  ownerOf,
  signInByPassword,
  usePasskey,
  type Owner,
} from './house.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Where the first passkey of the list is changed. */
function changeUrl({ text }: Page): string {
  const [, url = ''] = /href="(\/account\/passkeys\/[\w-]{43})"/.exec(text) ?? []
  expect(url).not.toBe('')
  return url
}

const list = ({ browser }: Owner) => browser.open('/account/passkeys')
const idOf = async (owner: Owner) => changeUrl(await list(owner)).slice('/account/passkeys/'.length)

async function remove(owner: Owner): Promise<Page> {
  const fields = { account: owner.sub, id: await idOf(owner) }
  return owner.browser.post('/account/passkeys/remove', fields)
}

describe('the list', () => {
  it('says when each was added and used', async () => {
    const key = new Authenticator()
    const owner = await newOwner()
    await addPasskey(owner, key)
    expect((await list(owner)).text).toContain('Not used yet')
    await usePasskey(newBrowser(), key)
    const { text } = await list(owner)
    expect(text).toContain('Last used')
    expect(text).not.toContain('Not used yet')
  })

  it('is for nobody who is not signed in', async () => {
    const page = await newBrowser().open('/account/passkeys')
    expect(new URL(page.url).pathname).toBe('/login')
  })

  it('lets the script run and ask us, and nothing else (CSP)', async () => {
    const policy = (await list(await newOwner())).headers.get('Content-Security-Policy')
    expect(policy).toMatch(/script-src 'sha256-[^']+'; connect-src 'self'/)
    const account = await (await newOwner()).browser.open('/account')
    expect(account.headers.get('Content-Security-Policy')).not.toContain('script-src')
  })
})

describe('a name', () => {
  it('is changed', async () => {
    const owner = await ownerOf(new Authenticator())
    const page = await owner.browser.open(changeUrl(await list(owner)))
    const named = await owner.browser.submit(page, { name: ' The blue <key> ' })
    expect(named.text).toContain('The name is saved.')
    expect(named.text).toContain('The blue &lt;key&gt;')
  })

  it.each(['', '   ', 'a'.repeat(61), 'a\u202eb'])('is not changed to %j', async (name) => {
    const owner = await ownerOf(new Authenticator())
    const page = await owner.browser.open(changeUrl(await list(owner)))
    const named = await owner.browser.submit(page, { name })
    expect(named.status).toBe(400)
    expect(named.text).toContain('1 to 60 characters')
    expect((await list(owner)).text).toContain('Firefox on Linux')
  })

  it('of somebody else’s passkey is nobody’s to see or change', async () => {
    const [ada, bob] = [await ownerOf(new Authenticator()), await newOwner()]
    const url = changeUrl(await list(ada))
    expect((await bob.browser.open(url)).status).toBe(404)
    const fields = { account: bob.sub, id: await idOf(ada), name: 'Mine' }
    await bob.browser.post('/account/passkeys/name', fields)
    expect((await list(ada)).text).not.toContain('Mine')
  })
})

describe('a passkey that is removed', () => {
  it('opens nothing any more, and can be added again', async () => {
    const key = new Authenticator()
    const owner = await ownerOf(key)
    const page = await remove(owner)
    expect(page.text, inWords(page)).toContain('The passkey is removed.')
    expect(page.text).toContain('You have no passkey yet.')
    const browser = newBrowser()
    await expectRefused(browser, await usePasskey(browser, key))
    expect((await addPasskey(owner, key)).url).toContain('done=added')
    expect(isSignedIn(await usePasskey(newBrowser(), key))).toBe(true)
  })

  it('ends all other sessions and all grants, as any change of a factor does; this session stays', async () => {
    const client = await registerClient()
    const owner = await ownerOf(new Authenticator())
    const other = newBrowser()
    const page = await other.open(await client.requestUrl({ scope: 'openid offline_access' }))
    const tokens = tokensOf(await redeem(client, codeOf(await signIn(other, page, owner.email))))
    const before = owner.browser.cookies.get('__Host-session')
    await remove(owner)
    expect(new URL((await other.open('/account')).url).pathname).not.toBe('/account')
    expect(await isGood(tokens.access)).toBe(false)
    expect(new URL((await list(owner)).url).pathname).toBe('/account/passkeys')
    // Whoever has a copy of the old cookie is out as well.
    const thief = newBrowser()
    thief.cookies.set('__Host-session', before ?? '')
    expect(new URL((await thief.open('/account')).url).pathname).not.toBe('/account')
  })

  it('is removed by who is there just now alone (ASVS 7.5.1)', async () => {
    const owner = await ownerOf(new Authenticator())
    vi.setSystemTime(Date.now() + 301_000)
    const page = await remove(owner)
    expect(new URL(page.url).pathname).toBe('/login')
    expect((await list(owner)).text).toContain('Firefox on Linux')
  })

  it('is not removed by another site, nor by another account of this browser', async () => {
    const owner = await ownerOf(new Authenticator())
    const fields = { account: owner.sub, id: await idOf(owner) }
    const foreign = { Origin: 'https://evil.example' }
    const page = await owner.browser.post('/account/passkeys/remove', fields, foreign)
    expect(page.status).toBe(400)
    const { email, sub } = await newOwner()
    await signInByPassword(owner.browser, email)
    await owner.browser.post('/account/passkeys/remove', { ...fields, account: sub })
    const { body } = await admin('GET', `/users/${owner.sub}/passkeys`)
    expect(body['items']).toHaveLength(1)
  })

  it('is told by mail, and among what happened, as one that is added is', async () => {
    const sent = mailService()
    const owner = await ownerOf(new Authenticator())
    await settle(owner.sub)
    await remove(owner)
    await settle(owner.sub)
    const mails = sent.map(({ mail }) => mail).filter(({ to }) => to.includes(owner.email))
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('A passkey was added'),
      expect.stringContaining('A passkey was removed'),
    ])
    expect(mails[0]?.text).toContain('“Firefox on Linux”')
    expect(mails[0]?.text).toContain('/account/passkeys')
    const { text } = await owner.browser.open('/account')
    expect(text).toContain('You added a passkey.')
    expect(text).toContain('You removed a passkey.')
  })
})

describe('an operator (admin API)', () => {
  it('sees passkeys, and no key of theirs', async () => {
    const owner = await newOwner()
    await addPasskey(owner, new Authenticator())
    const { body } = await admin('GET', `/users/${owner.sub}/passkeys`)
    expect(body).toEqual({
      items: [
        {
          id: expect.stringMatching(/^[\w-]{43}$/),
          name: 'Firefox on Linux',
          synced: true,
          backed_up: true,
          transports: ['hybrid', 'internal'],
          created_at: expect.any(String),
          last_used_at: null,
        },
      ],
      next_cursor: null,
    })
  })

  it('takes one away, or all, which signs the person out', async () => {
    const [one, two, three] = [new Authenticator(), new Authenticator(), new Authenticator()]
    const owner = await ownerOf(one)
    await addPasskey(owner, two)
    await addPasskey(owner, three)
    const path = `/users/${owner.sub}/passkeys`
    expect((await admin('DELETE', `${path}/${await idOf(owner)}`)).status).toBe(204)
    const browser = newBrowser()
    await expectRefused(browser, await usePasskey(browser, one))
    expect(new URL((await list(owner)).url).pathname).toBe('/login')
    expect(isSignedIn(await usePasskey(newBrowser(), two))).toBe(true)
    const sent = mailService()
    expect((await admin('DELETE', path)).body).toEqual({ ended: 2 })
    await settle(owner.sub)
    const told = sent.filter(({ mail }) =>
      mail.text.includes('“Firefox on Linux, Firefox on Linux” was removed'),
    )
    expect(told.map(({ mail }) => mail.to)).toEqual([[owner.email]])
    await expectRefused(browser, await usePasskey(browser, two))
    expect((await admin('DELETE', path)).body).toEqual({ ended: 0 })
    const [line] = await auditOf('user.passkeys_removed')
    expect(line).toMatchObject({ actor: 'admin', sub: owner.sub })
  })

  it.each(['GET', 'DELETE'])('is told of nobody (%s)', async (method) => {
    expect((await admin(method, '/users/nobody-at-all/passkeys')).status).toBe(404)
    const { sub } = await newOwner()
    expect((await admin('DELETE', `/users/${sub}/passkeys/none`)).status).toBe(404)
  })
})

it('a person who is deleted leaves no passkey behind', async () => {
  const key = new Authenticator()
  const { sub } = await ownerOf(key)
  await admin('DELETE', `/users/${sub}`)
  const browser = newBrowser()
  await expectRefused(browser, await usePasskey(browser, key))
  expect(
    (await addPasskey(await newOwner(), new Authenticator({ id: key.credentialId }))).url,
  ).toContain('done=added')
})
