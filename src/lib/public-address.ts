/**
 * Which addresses of the internet a person may send this server to. Everything that is ours, a neighbour's or nobody's
 * is refused: loopback, private networks, link-local (where clouds keep their secrets), multicast, and every way of
 * writing such an IPv4 address inside an IPv6 one.
 */
import { BlockList, isIP } from 'node:net'

const NOT_PUBLIC: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
]
/** Of IPv6 only what is handed out to the public is let through, and of that not what wraps an IPv4 address. */
const PUBLIC_V6 = ['2000::', 3] as const
const NOT_PUBLIC_V6 = [
  ['2001::', 32], // Teredo
  ['2001:2::', 48],
  ['2001:10::', 28],
  ['2001:20::', 28],
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['3fff::', 20],
] as const

const denied = new BlockList()
for (const [network, prefix, family] of NOT_PUBLIC) denied.addSubnet(network, prefix, family)
for (const [network, prefix] of NOT_PUBLIC_V6) denied.addSubnet(network, prefix, 'ipv6')
const handedOut = new BlockList()
handedOut.addSubnet(...PUBLIC_V6, 'ipv6')

/** Whether this IP address (not a name) belongs to the public internet. */
export function isPublicAddress(ip: string): boolean {
  const family = isIP(ip)
  if (family === 4) return !denied.check(ip, 'ipv4')
  if (family === 6) return handedOut.check(ip, 'ipv6') && !denied.check(ip, 'ipv6')
  return false
}
