/** Names that a record says no more are let go in the Directory, whatever was cut short, and none that was claimed since. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { identityName } from '../../../../src/domain/identity.ts'
import type { Name } from '../../../../src/domain/names.ts'
import type { Person } from '../../../../src/domain/person.ts'
import { nowSeconds } from '../../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../../src/kernel/ids.ts'
import { randomToken } from '../../../../src/kernel/random.ts'
import { Directory } from '../../../../src/objects/directory.ts'
import { claimOf } from '../../../../src/people/accounts/names.ts'
import { createDirectories } from '../../../../src/stores/directories.ts'
import { newTally } from '../../../../src/stores/tally.ts'
import { newPerson, newSession, objectOf, POLICY, signInOf, userOf } from '../house.ts'

afterEach(() => vi.restoreAllMocks())

const directories = createDirectories(env.DIRECTORY, MAIN_TENANT, newTally())
const ownerOf = ({ kind, name }: Name) => directories.find(kind, name)
const named = (name: string): Name => ({ kind: 'email', name })

let people = 0
/** Somebody with the names that their record says. */
async function somebody(changes: Partial<Person> = {}) {
  const email = `let-go${++people}@amphora.test`
  const person = newPerson({ claims: { email }, ...changes })
  const user = userOf(person.sub)
  await user.create(person)
  await directories.claim('email', email, { ...claimOf(person), revision: 0 })
  return { person, user, email, object: objectOf(person.sub) }
}

const passkeyOf = (id: string) => ({
  id,
  credentialId: id,
  publicKey: 'a key',
  counter: 0,
  isSynced: true,
  isBackedUp: true,
  transports: [],
  name: 'a phone',
  createdAt: nowSeconds(),
  lastUsedAt: null,
})

it('what was set before the first proof of an address, by a code that was mailed', async () => {
  const identity = {
    issuer: 'https://elsewhere.test',
    subject: randomToken(),
    provider: 'Elsewhere',
    linkedAt: 0,
  }
  const { person, user, object } = await somebody({ identities: [identity] })
  const passkey = passkeyOf(randomToken())
  const names: Name[] = [
    { kind: 'passkey', name: passkey.id },
    { kind: 'upstream', name: identityName(identity) },
  ]
  const claim = { ...claimOf(person), revision: 0 }
  await Promise.all(names.map(({ kind, name }) => directories.claim(kind, name, claim)))
  const challenge = { id: randomToken(), until: nowSeconds() + 300 }
  const own = { key: await newSession(user), policy: POLICY }
  await user.addPasskey({ ...own, passkey, challenge, notice: { mailId: 'a', lang: 'en' } })

  const codeId = randomToken()
  await user.mailCode({ id: codeId, use: 'sign_in', lang: 'en' })
  const proof = { method: 'email', codeId, use: 'sign_in' } as const
  expect(await user.signIn(signInOf({ proof }))).toMatchObject({ ok: true })
  expect(await user.passkeys()).toEqual([])
  await runDurableObjectAlarm(object)
  expect(await Promise.all(names.map(ownerOf))).toEqual([undefined, undefined])
})

describe('the address before', () => {
  it('of a change that was cut short after the record', async () => {
    const { user, email, object } = await somebody()
    await user.update({ claims: { email: `new-${email}` } }, null)
    await runDurableObjectAlarm(object)
    expect(await ownerOf(named(email))).toBeUndefined()
  })

  it('again, where the Directory did not answer', async () => {
    const { user, email, object } = await somebody()
    const release = vi.spyOn(Directory.prototype, 'release')
    release.mockRejectedValueOnce(new Error('overloaded'))
    await user.update({ claims: { email: `new-${email}` } }, null)
    await runDurableObjectAlarm(object)
    await runDurableObjectAlarm(object)
    expect(release).toHaveBeenCalledTimes(2)
    expect(await ownerOf(named(email))).toBeUndefined()
  })

  it('not where the record says it once more', async () => {
    const { person, user, email, object } = await somebody()
    const away = await user.update({ claims: { email: `new-${email}` } }, null)
    if (!away.ok) throw new Error(away.reason)
    await directories.claim('email', email, { ...claimOf(away.value), email })
    await user.update({ claims: { email } }, null)
    await runDurableObjectAlarm(object)
    expect(await ownerOf(named(email))).toBe(person.sub)
  })

  it('before the person is erased', async () => {
    const { user, email } = await somebody()
    await user.update({ claims: { email: `new-${email}` } }, null)
    expect(await user.erase()).toMatchObject({ ok: true })
    expect(await ownerOf(named(email))).toBeUndefined()
  })
})
