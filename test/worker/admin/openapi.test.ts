import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../../src/http/admin/operations.ts'
import { adminRoutes } from '../../../src/http/admin/routes.ts'
import { ORIGIN } from './house.ts'

interface Description {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, { operationId: string; summary: string }>>
  components: { schemas: Record<string, { additionalProperties?: boolean }> }
}

const description = async (): Promise<Description> =>
  (await exports.default.fetch(`${ORIGIN}/api/openapi.json`)).json()

describe('the OpenAPI description', () => {
  it('is OpenAPI 3.1 and open to all', async () => {
    const { openapi, servers } = await description()
    expect(openapi).toBe('3.1.0')
    expect(servers).toEqual([{ url: `${ORIGIN}/api` }])
  })

  it('describes every route and no other', () => {
    const routed = adminRoutes()
      .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/openapi.json')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const described = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(described.toSorted()).toEqual(routed.toSorted())
  })

  it('names each operation once', () => {
    const ids = OPERATIONS.map((operation) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('refers to nothing that is not there', async () => {
    const whole = await description()
    const references = [...JSON.stringify(whole).matchAll(/"#\/components\/schemas\/(\w+)"/g)]
    expect(references.length).toBeGreaterThan(30)
    for (const [, name = ''] of references) expect(whole.components.schemas).toHaveProperty(name)
  })

  it('says that unknown fields are refused', async () => {
    const { schemas } = (await description()).components
    for (const name of ['ClientRegistration', 'ClientPatch', 'UserCreation', 'TenantPatch']) {
      expect(schemas[name]?.additionalProperties).toBe(false)
    }
  })
})
