/** A link that is mailed: what it means is sealed in it, and it is good until its time. */
import { open, seal, type Purpose } from '../../crypto/envelope.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { World } from '../../stores/world.ts'

/** The address that opens it. Our own issuer's, whatever host a request names (catalogue 180). */
export async function mailedUrl(
  { issuer, registry }: Pick<World, 'issuer' | 'registry'>,
  path: string,
  purpose: Purpose,
  link: object,
): Promise<string> {
  const sealed = await seal(await registry.keys(), purpose, link)
  return `${issuer}${path}?${new URLSearchParams({ link: sealed })}`
}

/** What such a link means; undefined for what we did not seal, or is too old. Asks nobody. */
export async function openMailed<Link extends { until: Seconds }>(
  { registry, now }: Pick<World, 'registry' | 'now'>,
  purpose: Purpose,
  sealed: string,
): Promise<Link | undefined> {
  const link = await open<Link>(await registry.keys(), purpose, sealed)
  return link && now < link.until ? link : undefined
}
