/** A provider or an API may want a nonce of its own in each proof: it says so once, and is asked again (RFC 9449 §8, §9). */
import * as oauth from 'oauth4webapi'
import { AmphoraError } from '../errors.ts'

/** Takes a step again where it was refused for the nonce alone; by then the new one is known. */
export async function withNonce<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (isAboutNonce(error)) return step()
    throw error
  }
}

const isAboutNonce = (error: unknown): boolean =>
  oauth.isDPoPNonceError(error) ||
  (error instanceof AmphoraError && error.code === 'use_dpop_nonce')
