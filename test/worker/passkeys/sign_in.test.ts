/** Signing in by passkey (WebAuthn §7.2), with every lie that an authenticator or a browser may tell. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { codeOf, redeem, registerClient } from '../support/relying_party.ts'
import { claimsIn, logOf, tokensOf } from '../support/signed_in.ts'
import { Authenticator, BE, BS, UP, UV, type Alg } from './authenticator.ts'
import {
  askFor,
  expectRefused,
  isSignedIn,
  newBrowser,
  ownerOf,
  postRaw,
  requestOptions,
  usePasskey,
} from './house.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a passkey signs in', () => {
  it.each<{ name: string; alg: Alg }>([
    { name: 'with a key of the curve P-256', alg: -7 },
    { name: 'with an Ed25519 key', alg: -8 },
    { name: 'with an RSA key', alg: -257 },
  ])('$name', async ({ alg }) => {
    const authenticator = new Authenticator({ alg })
    await ownerOf(authenticator)
    expect(isSignedIn(await usePasskey(newBrowser(), authenticator))).toBe(true)
  })
})
