/** What the basic, implicit and hybrid plans ask besides of a provider whose clients register themselves. */
import { afterEach, expect, vi } from 'vitest'
import { inWords } from '../support/browser.ts'
import { encode } from '../support/signing.ts'
import { getJson, happyFlow } from './checks.ts'
import { dynamicRun, metadataWith, register } from './dynamic_client.ts'
import { BASIC_DYNAMIC, FRONT_CHANNEL_DYNAMIC } from './plans.ts'
import { testPlan, type Module } from './suite.ts'

afterEach(() => vi.restoreAllMocks())

const REQUEST_URI = 'https://suite.amphora.test/test/a/amphora/requesturi'

/** The grants that a response type needs (OpenID Connect Registration §2). */
const grantsOf = (responseType: string): string[] => {
  const parts = responseType.split(' ')
  const byCode = parts.includes('code') ? ['authorization_code'] : []
  return parts.some((part) => part !== 'code') ? [...byCode, 'implicit'] : byCode
}

const asks = ({ variant: { response_type: type } }: Parameters<Module>[0]) => ({
  response_types: [type],
  grant_types: grantsOf(type),
})

const MODULES = {
  /** "client registers no alg → RS256". */
  'oidcc-idtoken-signature': async (run) => {
    await happyFlow(await dynamicRun(run, asks(run)))
  },
  'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported': async (given) => {
    const run = await dynamicRun(given, { ...asks(given), request_uris: [REQUEST_URI] })
    const object = `${encode({ alg: 'none' })}.${encode(run.parameters)}.`
    const headers = { 'Content-Type': 'application/jwt' }
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(object, { headers }))
    const page = await run.open({ request_uri: REQUEST_URI })
    expect(page.left, inWords(page)).toBeUndefined()
    expect(page.text).toContain('invalid_request_object')
  },
} satisfies Record<string, Module>

testPlan(
  BASIC_DYNAMIC,
  { response_type: 'code', response_mode: 'default' },
  {
    ...MODULES,
    'oidcc-idtoken-unsigned': async () => {
      const discovery = await getJson<Record<string, string[]>>('/.well-known/openid-configuration')
      expect(discovery['id_token_signing_alg_values_supported']).not.toContain('none')
      const { status } = await register(metadataWith({ id_token_signed_response_alg: 'none' }))
      expect(status).toBe(400)
    },
  },
)

for (const [response_type, plan] of Object.entries(FRONT_CHANNEL_DYNAMIC)) {
  testPlan(plan, { response_type, response_mode: 'default' }, MODULES)
}
