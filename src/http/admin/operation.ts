/** One thing that the admin API can do, as its description tells of it. */
import type * as v from 'valibot'
import type { SchemaName } from './schemas.ts'

export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** Below `/api`. */
  path: string
  operationId: string
  summary: string
  query?: v.GenericSchema
  body?: SchemaName
  /** Whether it may be called without a body. */
  bodyMayBeAbsent?: true
  /** Whether the body is one line of JSON after the other, and the answer too. */
  byLine?: true
  /** Whether it is made only to the revision that `If-Match` names. */
  conditional?: true
  /** The status and body of success; no body where null. */
  answers: { status: 200 | 201 | 204; schema: SchemaName | null }
}

export const gives = (schema: SchemaName) => ({ status: 200, schema }) as const
export const makes = (schema: SchemaName) => ({ status: 201, schema }) as const
export const nothing = { status: 204, schema: null } as const
