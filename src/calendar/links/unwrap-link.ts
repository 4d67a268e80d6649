/**
 * Mail filters and redirectors wrap links. Those that carry the target inside are unwrapped; those that do not are
 * opaque: nothing is fetched, because such addresses are often single-use and could point anywhere.
 */

const DEEPEST = 5

/** The link inside all its wrappers, or 'opaque'. Never throws. */
export function unwrapLink(link: string): string | 'opaque' {
  let current = link
  for (let depth = 0; depth < DEEPEST; depth++) {
    const url = URL.parse(current)
    if (!url) return current
    if (isOpaque(url)) return 'opaque'
    const inner = wrappers.find(({ fits }) => fits(url))?.inner(url)
    if (!inner || !/^(https?|msteams|zoommtg):/i.test(inner)) return current
    current = inner
  }
  return current
}

const under = (host: string, ...parents: string[]) =>
  parents.some((parent) => host === parent || host.endsWith(`.${parent}`))

const isOpaque = ({ hostname, pathname }: URL) =>
  (/^protect[\w-]*\.mimecast\.com$/.test(hostname) && pathname.startsWith('/s/')) ||
  under(hostname, 'fireeye.com') ||
  (hostname === 'bit.ly' && pathname.length > 1)

type Wrapper = { fits: (url: URL) => boolean; inner: (url: URL) => string | null }

const wrappers: readonly Wrapper[] = [
  {
    fits: ({ hostname }) =>
      under(hostname, 'safelinks.protection.outlook.com', 'safelinks.protection.office365.us'),
    inner: (url) => url.searchParams.get('url'),
  },
  {
    fits: ({ hostname, pathname }) =>
      /^(www\.)?google(\.[a-z]{2,3}){1,2}$/.test(hostname) && pathname === '/url',
    inner: (url) => url.searchParams.get('q') ?? url.searchParams.get('url'),
  },
  {
    fits: ({ hostname, pathname }) => under(hostname, 'urldefense.proofpoint.com') && pathname === '/v1/url',
    inner: (url) => url.searchParams.get('u'),
  },
  {
    fits: ({ hostname, pathname }) => under(hostname, 'urldefense.proofpoint.com') && pathname === '/v2/url',
    inner: (url) =>
      percentDecoded((url.searchParams.get('u') ?? '').replaceAll('-', '%').replaceAll('_', '/')),
  },
  {
    fits: ({ hostname, pathname }) =>
      under(hostname, 'urldefense.com', 'urldefense.us') && pathname.startsWith('/v3/__'),
    inner: (url) => proofpointV3(url.href),
  },
  {
    fits: ({ hostname, pathname }) =>
      under(hostname, 'l.messenger.com', 'l.facebook.com') && pathname === '/l.php',
    inner: (url) => url.searchParams.get('u'),
  },
  {
    fits: ({ hostname }) => under(hostname, 'slack-redir.net', 'linkedin.com'),
    inner: (url) => url.searchParams.get('url'),
  },
  {
    fits: ({ hostname }) => under(hostname, 'linkprotect.cudasvc.com'),
    inner: (url) => url.searchParams.get('a'),
  },
  {
    fits: ({ hostname }) => under(hostname, 'protection.sophos.com'),
    inner: (url) => Buffer.from(url.searchParams.get('u') ?? '', 'base64').toString('utf8'),
  },
]

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // a broken escape: there is no link to be had
  }
}

const RUN_LENGTHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Proofpoint v3: the link between `__` and `__;`; each `*` stands for one byte, `**c` for a run of bytes, of the tail. */
function proofpointV3(href: string): string | null {
  const parts = /\/v3\/__(.+?)__;([^!]*)!/.exec(href)
  if (!parts) return null
  const bytes = Buffer.from(parts[2] ?? '', 'base64url')
  let at = 0
  const take = (count: number) => {
    at += count
    return bytes.subarray(at - count, at).toString('utf8')
  }
  const link = (parts[1] ?? '').replaceAll(/\*\*([\w-])|\*/g, (_, run?: string) =>
    take(run ? RUN_LENGTHS.indexOf(run) + 2 : 1),
  )
  return link.replace(/^(https?):\/(?!\/)/, '$1://')
}
