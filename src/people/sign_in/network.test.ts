import { expect, it } from 'vitest'
import { networkOf } from './network.ts'

it.each([
  { name: 'an IPv4 address is itself', ip: '192.0.2.7', expect: '192.0.2.7' },
  { name: 'an IPv4-mapped one is the same', ip: '::ffff:192.0.2.7', expect: '192.0.2.7' },
  {
    name: 'an IPv6 address counts by its /64',
    ip: '2001:db8:1:2:3:4:5:6',
    expect: '2001:db8:1:2::/64',
  },
  { name: 'in whatever spelling', ip: '2001:0DB8:0001:0002::6', expect: '2001:db8:1:2::/64' },
  { name: 'with zeros left out in front', ip: '2001:db8::9', expect: '2001:db8:0:0::/64' },
])('$name (catalogue 169)', ({ ip, expect: network }) => {
  expect(networkOf(ip)).toBe(network)
})
