/** The module of the dynamic plan that is about userinfo alone: its client is registered by an operator here. */
import { exports } from 'cloudflare:workers'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { expect } from 'vitest'
import { ISSUER } from '../support/reading_world.ts'
import { getJson, happyFlow } from './checks.ts'
import { DYNAMIC_USERINFO } from './plans.ts'
import { testPlan } from './suite.ts'

testPlan(
  DYNAMIC_USERINFO,
  { response_type: 'code', response_mode: 'default' },
  {
    'oidcc-userinfo-rs256': async (run) => {
      const flow = await happyFlow(run)
      const response = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
        headers: { Authorization: `Bearer ${flow.accessToken}` },
      })
      expect(response.headers.get('Content-Type')).toBe('application/jwt')
      const jwks = createLocalJWKSet(await getJson('/.well-known/jwks.json'))
      const { payload, protectedHeader } = await jwtVerify(await response.text(), jwks, {
        issuer: ISSUER,
        audience: run.client.clientId,
      })
      expect(protectedHeader.alg).toBe('RS256')
      expect(payload.sub).toBe(flow.claims.sub)
    },
  },
  { userinfo_signed_response_alg: 'RS256' },
)
