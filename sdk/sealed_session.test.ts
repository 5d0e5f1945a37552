import { decodeProtectedHeader, EncryptJWT } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openSession, sealedCookie, sealSession } from './client.ts'

const SECRET = 'a secret text of more than 32 characters'
const OTHER = 'another text of more than 32 characters'
const value = { sub: 'ada', scopes: ['openid'] }

afterEach(() => {
  vi.useRealTimers()
})

describe('a sealed session', () => {
  it('opens under its secret, and cannot be read without', async () => {
    const sealed = await sealSession(value, SECRET, 60)
    expect(decodeProtectedHeader(sealed)).toEqual({ alg: 'dir', enc: 'A256GCM' })
    expect(
      atob(sealed.split('.')[3]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''),
    ).not.toContain('ada')
    expect(await openSession(sealed, SECRET)).toEqual(value)
  })

  it.each([
    { given: 'text' },
    { given: 0 },
    { given: false },
    { given: null },
    { given: [1, [2]] },
  ])('holds $given', async ({ given }) => {
    expect(await openSession(await sealSession(given, SECRET, 60), SECRET)).toEqual(given)
  })

  it('is another one each time', async () => {
    const [one, two] = [await sealSession(value, SECRET, 60), await sealSession(value, SECRET, 60)]
    expect(one).not.toBe(two)
  })

  it.each<{ name: string; open: (sealed: string) => Promise<unknown> }>([
    { name: 'another secret', open: (sealed) => openSession(sealed, OTHER) },
    { name: 'another purpose', open: (sealed) => openSession(sealed, SECRET, 'sign-in') },
    { name: 'a changed character', open: (sealed) => openSession(flip(sealed), SECRET) },
    { name: 'a lost tag', open: (sealed) => openSession(sealed.replace(/[^.]+$/, ''), SECRET) },
    { name: 'garbage', open: () => openSession('garbage', SECRET) },
    { name: 'an empty cookie', open: () => openSession('', SECRET) },
    { name: 'no cookie', open: () => openSession(undefined, SECRET) },
  ])('does not open for $name', async ({ open }) => {
    const sealed = await sealSession(value, SECRET, 60)
    expect(await open(sealed)).toBeUndefined()
  })

  it('does not open with the bytes of the secret for a key: the key is derived', async () => {
    const short = SECRET.slice(0, 32)
    const foreign = await new EncryptJWT({ value })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime('1h')
      .encrypt(new TextEncoder().encode(short))
    expect(await openSession(foreign, short)).toBeUndefined()
  })

  it('does not open when its time is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const sealed = await sealSession(value, SECRET, 60)
    vi.setSystemTime(Date.now() + 59_000)
    expect(await openSession(sealed, SECRET)).toEqual(value)
    vi.setSystemTime(Date.now() + 2000)
    expect(await openSession(sealed, SECRET)).toBeUndefined()
  })

  it('takes no secret that could be guessed', async () => {
    const refused = { code: 'configuration_invalid' }
    await expect(sealSession(value, 'password', 60)).rejects.toMatchObject(refused)
    await expect(openSession(undefined, 'password')).rejects.toMatchObject(refused)
  })
})

/** Another character in the middle of the ciphertext. */
function flip(sealed: string): string {
  const at = sealed.lastIndexOf('.') - 5
  return `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
}

describe('a sealed cookie', () => {
  const cookie = sealedCookie<{ sub: string }>({ name: 'app', secret: SECRET, maxAge: 3600 })
  const bring = (text: string) => ({ headers: new Headers({ Cookie: text }) })
  const pairOf = (header: string) => header.slice(0, header.indexOf(';'))

  it('is bound to this host, out of reach of scripts, and Lax', async () => {
    const header = await cookie.write({ sub: 'ada' })
    expect(header.replace(/=[^;]+/, '=…')).toBe(
      '__Host-app=…; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure',
    )
  })

  it('is read among others', async () => {
    const pair = pairOf(await cookie.write({ sub: 'ada' }))
    expect(await cookie.read(bring(`a=b; ${pair}; app=x`))).toEqual({ sub: 'ada' })
    expect(await cookie.read(bring('a=b'))).toBeUndefined()
    expect(await cookie.read({ headers: new Headers() })).toBeUndefined()
  })

  it('does not stand in for another one', async () => {
    const other = sealedCookie({ name: 'other', secret: SECRET, maxAge: 60 })
    const pair = pairOf(await other.write({ sub: 'eve' }))
    expect(await cookie.read(bring(pair.replace('other', 'app')))).toBeUndefined()
  })

  it('is plain on plain http, for development', async () => {
    const plain = sealedCookie({ name: 'app', secret: SECRET, maxAge: 60, secure: false })
    expect(await plain.write(1)).toMatch(/^app=[^;]+; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/)
    expect(plain.clear()).toBe('app=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax')
  })

  it('refuses what browsers would drop', async () => {
    const large = { sub: 'a'.repeat(3500) }
    await expect(cookie.write(large)).rejects.toMatchObject({ code: 'session_too_large' })
  })
})
