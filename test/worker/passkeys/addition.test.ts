/** Adding a passkey (WebAuthn §7.1), with every lie that an authenticator or a browser may tell. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { logOf } from '../support/signed_in.ts'
import { Authenticator } from './authenticator.ts'
import { addPasskey, newOwner } from './house.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('x', () => {
  it('packed', async () => {
    const refused = logOf('passkey_refused')
    const page = await addPasskey(await newOwner(), new Authenticator(), {
      fmt: 'packed',
      attStmt: new Map<string, unknown>([['alg', -7], ['sig', new Uint8Array([1])], ['x5c', [new Uint8Array([0x30, 0])]]]),
    })
    expect(page.status).toBe(400)
    expect(refused()[0]?.cause).toBe('certificates are not read here')
  })
})
