import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { readConfig } from './env.ts'

const allowing = (ISSUER: string, OUTBOUND_ALLOW: string) =>
  readConfig({ ...env, ISSUER, OUTBOUND_ALLOW }).outboundAllow

describe('OUTBOUND_ALLOW (CWE-918)', () => {
  it.each(['http://localhost:8000', 'https://localhost:9443', 'http://127.0.0.1:8000'])(
    'opens local origins to a provider at %s',
    (issuer) => {
      const origins = ['https://localhost:8443', 'http://127.0.0.1:3000']
      expect(allowing(issuer, ` ${origins.join(' , ')} `)).toEqual(origins)
    },
  )

  it('keeps a deployed provider shut, with a sentence that says why', () => {
    expect(() => allowing('https://id.example.com', 'https://localhost:8443')).toThrow(
      'OUTBOUND_ALLOW is for development',
    )
    expect(allowing('https://id.example.com', ' , ')).toEqual([])
  })

  it.each(['localhost:8443', 'https://localhost:8443/', '*', 'https://localhost:8443/jwks'])(
    'takes no %j for an origin',
    (entry) => {
      expect(() => allowing('http://localhost:8000', entry)).toThrow('must be origins')
    },
  )
})
