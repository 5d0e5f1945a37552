/** Revisions as entity tags (RFC 9110 §8.8.3), so that a change is made only to what was read. */
import type { AdminContext } from './world.ts'

export const etagOf = (record: { revision: number }): { ETag: string } => ({
  ETag: `"${record.revision}"`,
})

/** A revision that no record has, so that a tag which is not ours never matches. */
const NO_REVISION = -1

/** The revision that `If-Match` demands; null where it demands none ("*" asks only that there is a record, §13.1.1). */
export function expectedRevision(c: AdminContext): number | null {
  const tag = c.req.header('If-Match')?.trim()
  if (tag === undefined || tag === '*') return null
  const [, revision] = /^"(\d{1,15})"$/.exec(tag) ?? []
  return revision === undefined ? NO_REVISION : Number(revision)
}
