import { describe, expect, it } from 'vitest'
import { generateKeyRing, openKeyRing } from '../../crypto/key_ring.ts'
import { readMasterKeys } from '../../crypto/master_keys.ts'
import { signJwt } from '../../crypto/own_jwt.ts'
import { currentSigningKey, type TenantKeys } from '../../crypto/tenant_keys.ts'
import { base64url } from '../../kernel/encoding.ts'
import { MAIN_TENANT } from '../../kernel/ids.ts'
import { verifyIdTokenHint } from './id_token_hint.ts'

const ISSUER = 'https://op.amphora.test'
const masterKeys = await readMasterKeys(`m:${base64url(new Uint8Array(32).fill(1))}`, '')
const keys = await openKeyRing(masterKeys, await generateKeyRing(masterKeys, MAIN_TENANT, 1000))
const foreign = await openKeyRing(masterKeys, await generateKeyRing(masterKeys, MAIN_TENANT, 1000))

const CLAIMS = { iss: ISSUER, sub: 'ada', aud: 'client', exp: 1, iat: 0, sid: 'a session' }

const sign = (changes: object = {}, { typ = 'JWT', by = keys } = {}) =>
  signJwt(currentSigningKey(by, 'RS256'), typ, { ...CLAIMS, ...changes })

const archived: TenantKeys = {
  ...keys,
  signing: keys.signing.map((key) => ({ ...key, state: 'archived', privateKey: null })),
}

describe('id_token_hint', () => {
  const hint = { sub: 'ada', audience: ['client'], sid: 'a session' }

  it('is read however old it is (RP-Initiated Logout §2)', async () => {
    expect(await verifyIdTokenHint(keys, await sign(), ISSUER)).toEqual(hint)
  })

  it('is read under a key that is published no more', async () => {
    expect(await verifyIdTokenHint(archived, await sign(), ISSUER)).toEqual(hint)
  })

  it.each<{ name: string; make: () => Promise<string> }>([
    { name: 'of another issuer', make: () => sign({ iss: 'https://other.example' }) },
    { name: 'signed by somebody else', make: () => sign({}, { by: foreign }) },
    { name: 'that is an access token', make: () => sign({}, { typ: 'at+jwt' }) },
    { name: 'without sub', make: () => sign({ sub: undefined }) },
    { name: 'for many', make: () => sign({ aud: ['client', 'other'] }) },
    { name: 'that is no JWT', make: async () => 'hint' },
  ])('$name is ignored (catalogue 80, 159)', async ({ make }) => {
    expect(await verifyIdTokenHint(keys, await make(), ISSUER)).toBeUndefined()
  })
})
