import { argon2d } from '@noble/hashes/argon2.js'
import { pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../kernel/encoding.ts'
import { importedHash, readImportedHash } from './foreign_hashes.ts'

const isRight = async (text: string, password: string): Promise<boolean> => {
  const kept = importedHash(text)
  if (!kept.ok) throw new Error(kept.reason)
  return (await readImportedHash(kept.value)?.verify(password)) ?? false
}

const base64 = (hex: string): string => Uint8Array.fromHex(hex).toBase64()
const unpadded = (bytes: Uint8Array): string => bytes.toBase64({ omitPadding: true })

/** As RFC 7914 and RFC 6070 give them: text, salt, costs and the hash in hexadecimal. */
const scrypt = (costs: string, salt: string, hash: string): string =>
  `$scrypt$${costs}$${unpadded(utf8(salt))}$${base64(hash)}`
const pbkdf2 = (name: string, salt: string, hash: string): string =>
  `$${name}$${btoa(salt)}$${base64(hash)}`

const FIREBASE =
  '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==' +
  '$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=='

const BCRYPT = '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'
const SCRYPT = scrypt(
  'ln=10,r=8,p=16',
  'NaCl',
  'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
)
const ARGON2I =
  '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA'
const PBKDF2 =
  '$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk'

const LONG =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored'

describe('a hash that another system made', () => {
  it.each([
    { name: 'bcrypt (jBCrypt)', hash: BCRYPT, password: 'abc' },
    {
      name: 'bcrypt with signs (jBCrypt)',
      hash: '$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO',
      password: '~!@#$%^&*()      ~!@#$%^&*()PNBFRD',
    },
    {
      name: 'bcrypt of more than 72 bytes (crypt_blowfish)',
      hash: '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui',
      password: LONG,
    },
    {
      name: 'bcrypt as PHP marks it',
      hash: '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
      password: 'U*U',
    },
    {
      name: 'bcrypt as OpenBSD marks it',
      hash: '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
      password: 'U*U',
    },
    { name: 'scrypt (RFC 7914 §12)', hash: SCRYPT, password: 'password' },
    {
      name: 'scrypt with more memory (RFC 7914 §12)',
      hash: scrypt(
        'ln=14,r=8,p=1',
        'SodiumChloride',
        '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
      ),
      password: 'pleaseletmein',
    },
    { name: "Firebase's scrypt (its README)", hash: FIREBASE, password: 'user1password' },
    {
      name: 'PBKDF2 with SHA-1 (RFC 6070)',
      hash: pbkdf2('pbkdf2$4096', 'salt', '4b007901b765489abead49d926f721d065a429c1'),
      password: 'password',
    },
    {
      name: 'PBKDF2 with SHA-1 and two blocks (RFC 6070)',
      hash: pbkdf2(
        'pbkdf2-sha1$i=4096,l=25',
        'saltSALTsaltSALTsaltSALTsaltSALTsalt',
        '3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038',
      ),
      password: 'passwordPASSWORDpassword',
    },
    {
      name: 'PBKDF2 with SHA-256 and two blocks (RFC 7914 §11)',
      hash: pbkdf2(
        'pbkdf2-sha256$i=80000',
        'NaCl',
        '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
      ),
      password: 'Password',
    },
    { name: 'PBKDF2 as passlib spells it (its manual)', hash: PBKDF2, password: 'toomanysecrets' },
    {
      name: 'PBKDF2 with SHA-512',
      hash: pbkdf2(
        'pbkdf2-sha512$i=4096',
        'salt',
        'd197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5',
      ),
      password: 'password',
    },
    { name: 'argon2i (its test.c)', hash: ARGON2I, password: 'password' },
    {
      name: 'argon2id (its test.c)',
      hash: '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc',
      password: 'password',
    },
  ])('$name is verified', async ({ hash, password }) => {
    expect(await isRight(hash, password)).toBe(true)
    expect(await isRight(hash, `x${password}`)).toBe(false)
  })

  it('argon2d is verified as @noble/hashes computes it', async () => {
    const salt = utf8('somesalt')
    const tag = argon2d('password', salt, { m: 256, t: 2, p: 2, dkLen: 32 })
    const hash = `$argon2d$v=19$m=256,t=2,p=2$${unpadded(salt)}$${unpadded(tag)}`
    expect(await isRight(hash, 'password')).toBe(true)
    expect(await isRight(hash, 'passwore')).toBe(false)
  })

  it('PBKDF2 is verified beyond what the platform computes in production (workerd#1346)', async () => {
    const salt = utf8('a salt of sixteen')
    for (const name of ['sha256', 'sha512']) {
      const tag = new Uint8Array(pbkdf2Sync('horse', salt, 100_001, 64, name))
      const hash = `$pbkdf2-${name}$i=100001,l=64$${unpadded(salt)}$${unpadded(tag)}`
      expect(await isRight(hash, 'horse')).toBe(true)
    }
  }, 60_000)

  it('is asked about the password as it was typed, and in no other form', async () => {
    const tag = new Uint8Array(pbkdf2Sync('cafe\u0301', 'salt', 1000, 32, 'sha256'))
    const hash = `$pbkdf2-sha256$1000$${btoa('salt')}$${unpadded(tag)}`
    expect(await isRight(hash, 'cafe\u0301')).toBe(true)
    expect(await isRight(hash, 'caf\u00e9')).toBe(false)
  })
})

describe('importedHash', () => {
  it.each([
    { name: 'nothing', given: '' },
    { name: 'a password', given: 'correct horse battery' },
    { name: 'a bare digest', given: '5f4dcc3b5aa765d61d8327deb882cf99' },
    { name: 'md5crypt', given: '$1$etNnh7FA$OlM7eljE/B7F1J4XYNnk81' },
    { name: 'text before it', given: `x${BCRYPT}` },
    { name: 'a mark of ours', given: `imported:${BCRYPT}` },
  ])('does not know $name', ({ given }) => {
    expect(importedHash(given)).toEqual({ ok: false, reason: expect.stringMatching(/^must begin/) })
  })

  it.each([
    { name: 'bcrypt that costs more', given: BCRYPT.replace('$06$', '$15$') },
    { name: 'bcrypt that costs less than there is', given: BCRYPT.replace('$06$', '$03$') },
    { name: 'bcrypt cut short', given: BCRYPT.slice(0, -1) },
    { name: 'argon2 of 128 MiB', given: ARGON2I.replace('m=65536', 'm=131072') },
    { name: 'argon2 of 11 passes', given: ARGON2I.replace('t=2', 't=11') },
    { name: 'argon2 of 10 lanes', given: ARGON2I.replace('p=1', 'p=10') },
    { name: 'argon2 of its first version', given: ARGON2I.replace('v=19', 'v=16') },
    { name: 'scrypt of 64 MiB', given: SCRYPT.replace('ln=10', 'ln=16') },
    { name: 'scrypt of great width', given: SCRYPT.replace('r=8', 'r=999') },
    { name: 'scrypt of much work', given: SCRYPT.replace('p=16', 'p=129') },
    { name: 'scrypt of no cost', given: SCRYPT.replace('ln=10', 'ln=0') },
    { name: 'Firebase of 64 MiB', given: FIREBASE.replace('n=14', 'n=16') },
    { name: 'Firebase without a key', given: FIREBASE.replace(/sk=[^$]*/, 'sk=') },
    { name: 'Firebase of two lanes', given: FIREBASE.replace('p=1', 'p=2') },
    { name: 'PBKDF2 of more rounds', given: PBKDF2.replace('29000', '1300001') },
    {
      name: 'PBKDF2 with SHA-512 of more rounds',
      given: PBKDF2.replace('sha256$29000', 'sha512$650001'),
    },
    { name: 'PBKDF2 of no rounds', given: PBKDF2.replace('29000', '0') },
    { name: 'PBKDF2 that lies about its length', given: PBKDF2.replace('29000', 'i=29000,l=64') },
    { name: 'a line behind it', given: `${BCRYPT}\n` },
  ])('refuses $name, and says what is taken', ({ given }) => {
    expect(importedHash(given)).toEqual({
      ok: false,
      reason: expect.stringMatching(/^cannot be verified here: .+ taken as \$/),
    })
  })

  it('leaves hashes of ours alone: they have no mark', () => {
    expect(readImportedHash(BCRYPT)).toBeUndefined()
    expect(readImportedHash('imported:$1$etNnh7FA$OlM7eljE/B7F1J4XYNnk81')).toBeUndefined()
  })
})
