/** What counts as one place on the network: an IPv4 address, or the /64 that one IPv6 subscriber has. */

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
