/** What counts as one place on the network: an IPv4 address, or the /64 that one IPv6 subscriber has. */
import type { Seconds } from '../../kernel/clock.ts'
import type { World } from '../../stores/world.ts'

/** How long a network waits that came too often. */
const WAIT: Seconds = 60

/** How long the network of this request has to wait that does something too often; undefined while it need not. */
export async function networkWait(
  { refusals, ip }: Pick<World, 'refusals' | 'ip'>,
  what: string,
): Promise<Seconds | undefined> {
  return (await refusals.isOverLimit(`${what} ${networkOf(ip)}`)) ? WAIT : undefined
}

/** @param ip as the platform says it, never a header that a client can set */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined || !ip.includes(':')) return mapped ?? ip
  return `${fullGroups(ip).slice(0, 4).join(':')}::/64`
}

/** The eight groups of an address, its `::` written out, without leading zeros (RFC 5952 §4.1). */
function fullGroups(ip: string): string[] {
  const [head = '', tail] = ip.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  return groups.map((group) => group.replace(/^0+(?=.)/, ''))
}
