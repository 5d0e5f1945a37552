/** What several plans ask of a provider whose clients register themselves, and what the suite publishes for it. */
import { expect, vi } from 'vitest'
import { inWords } from '../support/browser.ts'
import { encode } from '../support/signing.ts'
import { getJson } from './checks.ts'
import { metadataWith, register } from './dynamic_client.ts'
import type { Module } from './suite.ts'

export const REQUEST_URI = 'https://suite.amphora.test/test/a/amphora/requesturi'

/** What the suite publishes, by address: JSON, or an answer as it is. */
export function publish(documents: Record<string, () => unknown>) {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const url = input instanceof Request ? input.url : String(input)
    const document = documents[url]
    const published = document ? document() : new Response(null, { status: 404 })
    return published instanceof Response ? published : Response.json(published)
  })
}

export const asJwt = (text: string): Response =>
  new Response(text, { headers: { 'Content-Type': 'application/jwt' } })

/** Discovery does not list `none`, so the suite skips this; what it would register is refused all the same. */
export const refusesUnsignedIdTokens: Module = async () => {
  const discovery = await getJson<Record<string, string[]>>('/.well-known/openid-configuration')
  expect(discovery['id_token_signing_alg_values_supported']).not.toContain('none')
  const { status } = await register(metadataWith({ id_token_signed_response_alg: 'none' }))
  expect(status).toBe(400)
}

/** As a client that has registered `REQUEST_URI`. */
export const refusesUnsignedReference: Module = async (run) => {
  const object = `${encode({ alg: 'none' })}.${encode(run.parameters)}.`
  publish({ [REQUEST_URI]: () => asJwt(object) })
  const page = await run.open({ request_uri: REQUEST_URI })
  expect(page.left, inWords(page)).toBeUndefined()
  expect(page.text).toContain('invalid_request_object')
}
