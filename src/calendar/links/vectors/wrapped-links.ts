/** Links that mail filters and redirectors have wrapped, and what is inside: [what is written, platform, key, url]. */
import type { Vector } from '#calendar/links/vectors/where-bots-go.ts'

const THREAD = '19%3ameeting_ZmFrZQ%40thread.v2'
const CONTEXT = '%7b%22Tid%22%3a%2211111111-2222-3333-4444-555555555555%22%7d'
const TEAMS = `https://teams.microsoft.com/l/meetup-join/${THREAD}/0?context=${CONTEXT}`
const teams = 'teams:19:meeting_zmfrzq@thread.v2'
const zoom = 'zoom:85512345678'
const wrapped = encodeURIComponent

export const wrappedLinks: readonly Vector[] = [
  [
    `https://nam11.safelinks.protection.outlook.com/?url=${wrapped(TEAMS)}&amp;data=05%7C02&amp;reserved=0`,
    'microsoft_teams',
    teams,
    TEAMS,
  ],
  [
    `https://eur02.safelinks.protection.outlook.com/ap/t-59584e83/?url=${wrapped('https://zoom.us/j/85512345678?pwd=a+b')}`,
    'zoom',
    zoom,
    'https://zoom.us/j/85512345678?pwd=a+b',
  ],
  [
    `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${wrapped('https://zoom.us/j/85512345678')}&locale=en`,
    'zoom',
    zoom,
  ],
  [`https://www.google.co.uk/url?sa=D&q=${wrapped('https://zoom.us/j/85512345678')}&ust=1`, 'zoom', zoom],
  [
    'https://www.google.com/url?q=https://zoom.us/j/85512345678&sa=D',
    'zoom',
    zoom,
    'https://zoom.us/j/85512345678',
  ],
  [
    'https://urldefense.proofpoint.com/v2/url?u=https-3A__meet.google.com_abc-2Ddefg-2Dhij&d=DwMFaQ',
    'google_meet',
    'meet:abc-defg-hij',
  ],
  [
    `https://urldefense.proofpoint.com/v1/url?u=${wrapped('https://zoom.us/j/85512345678')}&k=x`,
    'zoom',
    zoom,
  ],
  [
    'https://urldefense.com/v3/__https://zoom.us/j/85512345678?pwd=abc__;!!X!y$',
    'zoom',
    zoom,
    'https://zoom.us/j/85512345678?pwd=abc',
  ],
  ['https://urldefense.com/v3/__https:/zoom.us/j/85512345678__;!!X!y$', 'zoom', zoom],
  [`https://linkprotect.cudasvc.com/url?a=${wrapped('https://zoom.us/j/85512345678')}&c=E,1`, 'zoom', zoom],
  [`https://slack-redir.net/link?url=${wrapped('https://zoom.us/j/85512345678')}`, 'zoom', zoom],
  [
    `https://www.linkedin.com/redir/redirect?url=${wrapped('https://zoom.us/j/85512345678')}&urlhash=x`,
    'zoom',
    zoom,
  ],
  [`https://lm.facebook.com/l.php?u=${wrapped('https://zoom.us/j/85512345678')}`, 'zoom', zoom],
  [
    `https://secure-web.cisco.com/1AbC-dEf/${wrapped('https://acme.webex.com/meet/ana')}`,
    'webex',
    'webex:acme/meet/ana',
  ],
  [
    `https://eu-west-1.protection.sophos.com/?d=zoom.us&u=${btoa('https://zoom.us/j/85512345678?pwd=x')}&i=1`,
    'zoom',
    zoom,
  ],
  [
    `https://ddec1-0-en-ctp.trendmicro.com/wis/clicktime/v1/query?url=${wrapped('https://zoom.us/j/85512345678')}&umid=1`,
    'zoom',
    zoom,
  ],
  [`https://clicktime.symantec.com/3Abc?u=${wrapped('https://zoom.us/j/85512345678')}`, 'zoom', zoom],
  [`https://protect2.fireeye.com/v1/url?k=1&q=1&u=${wrapped('https://zoom.us/j/85512345678')}`, 'zoom', zoom],
  ['https://protect.checkpoint.com/v2/___https://zoom.us/j/85512345678___.YXAz', 'zoom', zoom],
  ['https://click.pstmrk.it/3s/zoom.us%2Fj%2F85512345678%3Fpwd%3Dabc/token/x', 'zoom', zoom],
  [
    `https://deref-gmx.net/mail/client/x/dereferrer/?redirectUrl=${wrapped('https://zoom.us/j/85512345678')}`,
    'zoom',
    zoom,
  ],
  [
    `https://nam11.safelinks.protection.outlook.com/?url=${wrapped(`https://www.google.com/url?q=${wrapped(`https://urldefense.com/v3/__https://zoom.us/j/85512345678__;!!X!y$`)}`)}`,
    'zoom',
    zoom,
  ],
]
