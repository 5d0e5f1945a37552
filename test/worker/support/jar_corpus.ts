/**
 * The corpus of request objects, each with what must come of it. Whoever can send one, to the reading functions or to
 * the Worker over HTTP, can run it.
 */
import { describe, expect, it } from 'vitest'
import corpus from '../../vectors/amphora-jar-corpus.json'
import { client } from './reading_world.ts'

export const CORPUS_NOW = corpus.now
export const CORPUS_ISSUER = corpus.issuer

const { 'c-hs': hs, 'c-ed': ed } = corpus.clients

/** The clients that the corpus names. The one with a key has a secret as well: that must not help anybody. */
export const CORPUS_CLIENTS = [
  client('c-hs', { redirect_uris: hs.redirect_uris }),
  client('c-ed', {
    redirect_uris: ed.redirect_uris,
    request_object_signing_alg: 'EdDSA',
    jwks: ed.jwks,
  }),
]
export const CORPUS_SECRETS = { 'c-hs': [hs.client_secret], 'c-ed': [hs.client_secret] }

export interface Outcome {
  answer: 'accepted' | 'page' | 'redirect'
  /** The OAuth error of a refusal. */
  error?: string
  /** Where an answer goes, or would go. */
  redirect_uri?: string
}

/** @param send what comes of `client_id` and `request`, in a world where nothing was spent yet */
export function describeCorpus(
  name: string,
  send: (clientId: string, request: string) => Promise<Outcome>,
): void {
  describe(name, () => {
    it.each(corpus.vectors)(
      '$id $group: $name',
      async ({ client: id, request, expect: wanted }) => {
        const outcome = await send(id, request)
        expect(outcome.redirect_uri ?? hs.redirect_uris[0]).toBe(hs.redirect_uris[0])
        switch (wanted) {
          case 'accept':
            return expect(outcome).toMatchObject({ answer: 'accepted' })
          case 'invalid_request_object':
            return expect(outcome).toMatchObject({ answer: 'page', error: wanted })
          case 'error_page_no_redirect':
            return expect(outcome).toMatchObject({ answer: 'page' })
          case 'error':
            return expect(outcome.answer).not.toBe('accepted')
          case 'policy':
            return expect(({} as { prompt?: unknown }).prompt).toBeUndefined()
          default:
            throw new Error(`the corpus expects ${wanted}`)
        }
      },
    )
  })
}
