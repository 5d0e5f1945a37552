/** What the basic, implicit and hybrid plans ask besides of a provider whose clients register themselves. */
import { afterEach, vi } from 'vitest'
import { happyFlow } from './checks.ts'
import { dynamicRun } from './dynamic_client.ts'
import {
  refusesUnsignedIdTokens,
  refusesUnsignedReference,
  REQUEST_URI,
} from './dynamic_modules.ts'
import { BASIC_DYNAMIC, FRONT_CHANNEL_DYNAMIC } from './plans.ts'
import { testPlan, type Module } from './suite.ts'

afterEach(() => vi.restoreAllMocks())

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
  'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported': async (run) =>
    refusesUnsignedReference(await dynamicRun(run, { ...asks(run), request_uris: [REQUEST_URI] })),
} satisfies Record<string, Module>

testPlan(
  BASIC_DYNAMIC,
  { response_type: 'code', response_mode: 'default' },
  { ...MODULES, 'oidcc-idtoken-unsigned': refusesUnsignedIdTokens },
)

for (const [response_type, plan] of Object.entries(FRONT_CHANNEL_DYNAMIC)) {
  testPlan(plan, { response_type, response_mode: 'default' }, MODULES)
}
