/** `/api/sso/v1/audit`: who changed what, and what happened; a page at a time, or all of it line by line. */
import { Hono } from 'hono'
import type { AuditEvent } from '../../domain/audit.ts'
import { isoTime } from '../../kernel/clock.ts'
import { utf8 } from '../../kernel/encoding.ts'
import type { AuditAnswer } from '../../spec/admin/audit.ts'
import { auditListQuery } from '../../spec/admin/pages.ts'
import { nextCursor, readCursor, type Listing } from './cursors.ts'
import { readQuery } from './input.ts'
import type { AdminContext, AdminEnv, AdminWorld } from './world.ts'

const NDJSON = 'application/x-ndjson'
const EXPORT_PAGE = 500

const auditAnswerOf = ({ at, ...event }: AuditEvent): AuditAnswer => ({ ...event, at: isoTime(at) })

export const auditRoutes = () =>
  new Hono<AdminEnv>().get('/', async (c) => {
    const { world } = c.var
    const { limit, cursor, event, format } = readQuery(c, auditListQuery)
    const filter = event === undefined ? {} : { event }
    if (format === 'ndjson' || (format === undefined && wantsLines(c))) {
      return c.body(auditLines(world, filter), 200, { 'Content-Type': NDJSON })
    }
    const listing: Listing = ['audit', event ?? '']
    const after = await readCursor(world, listing, cursor)
    const page = await world.tenants.audit({ limit, after, ...filter })
    return c.json({
      items: page.items.map(auditAnswerOf),
      next_cursor: await nextCursor(world, listing, page.next),
    })
  })

const wantsLines = (c: AdminContext): boolean => (c.req.header('Accept') ?? '').includes(NDJSON)

/** The whole audit, read as fast as it is taken: it never stands in memory whole. */
function auditLines(world: AdminWorld, filter: { event?: string }): ReadableStream<Uint8Array> {
  let after: string | null = null
  return new ReadableStream({
    async pull(controller) {
      const page = await world.tenants.audit({ limit: EXPORT_PAGE, after, ...filter })
      const lines = page.items.map((event) => `${JSON.stringify(auditAnswerOf(event))}\n`)
      if (lines.length > 0) controller.enqueue(utf8(lines.join('')))
      after = page.next
      if (after === null) controller.close()
    },
  })
}
