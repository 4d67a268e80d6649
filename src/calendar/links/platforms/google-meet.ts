/** Google Meet: rooms by their code. Nicknames and look-ups need somebody who is signed in. */
import { asWritten, type Found, type Place, type Platforms } from '#calendar/links/place.ts'

export const meet: Platforms = [
  { hosts: ['stream.meet.google.com'], find: () => null }, // to be watched, not to be joined
  { hosts: ['meet.google.com'], find: find },
  { hosts: ['tel.meet'], find: phonePage },
  { hosts: ['g.co'], find: nickname },
]

function find(place: Place): Found {
  if (place.sub !== '') return null
  const [first = '', second] = place.parts
  if (first === 'lookup' && second) return signedIn(place, `lookup/${second}`)
  return byCode(first === '_meet' ? second : first)
}

/** abc-defg-hij, in any case, with its dashes or without. What follows the code in the address makes no difference. */
function byCode(text: string | undefined): Found {
  const code = /^([a-z]{3})-?([a-z]{4})-?([a-z]{3})$/i.exec(text ?? '')
  if (!code) return null
  const dashed = code.slice(1).join('-').toLowerCase()
  return {
    platform: 'google_meet',
    key: `meet:${dashed}`,
    url: `https://meet.google.com/${dashed}`,
    isJoinable: true,
  }
}

/** The page with the telephone numbers knows the code of the room. */
function phonePage({ parts: [code] }: Place): Found {
  const room = byCode(code)
  return room && room !== 'registration' ? { ...room, isLastResort: true } : null
}

function nickname(place: Place): Found {
  const [kind, name] = place.parts
  return place.sub === '' && kind === 'meet' && name ? signedIn(place, `nick/${name}`) : null
}

const signedIn = (place: Place, key: string): Found => ({
  ...{ platform: 'google_meet', key: `meet:${key}`, url: asWritten(place), isJoinable: false },
})
