import { describe, expect, it } from 'vitest'
import { MAIN_TENANT } from '../kernel/ids.ts'
import { clientProjection, projectionKey, readProjection, writeProjection } from './projection.ts'

describe('a projection', () => {
  it('has the tenant in its key', () => {
    expect(projectionKey(MAIN_TENANT, 'keys')).toBe('keys:main')
    expect(projectionKey(MAIN_TENANT, clientProjection('a:b'))).toBe('client:main:a:b')
  })

  it('is read as it was written', () => {
    expect(readProjection(writeProjection(7, '{"a":1}'))).toEqual({ revision: 7, record: { a: 1 } })
    expect(readProjection(writeProjection(8, null))).toEqual({ revision: 8, record: null })
  })

  it.each([
    { name: 'nothing', given: '' },
    { name: 'a cut-off text', given: writeProjection(7, '{"a":1}').slice(0, -3) },
    { name: 'another schema', given: '{"schema":2,"revision":7,"record":{}}' },
    { name: 'no revision', given: '{"schema":1,"record":{}}' },
    { name: 'no record', given: '{"schema":1,"revision":7}' },
    { name: 'a list', given: '[1]' },
  ])('is not read from $name', ({ given }) => {
    expect(readProjection(given)).toBeUndefined()
  })
})
