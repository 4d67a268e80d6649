/** From what was seen at the door of a call to who is in it: a fold over the events, in the order of time. Pure. */
export type CallEvent = {
  id: string
  type: 'join' | 'leave' | 'chat_message'
  /** The provider's; who comes again may get another one. */
  participantId: string | null
  name: string
  isHost: boolean
  text: string | null
  /** Since the recording began. */
  atSeconds: number
}
export type PersonInCall = {
  name: string
  isHost: boolean
  isHere: boolean
  joinedAtSeconds: number | null
  leftAtSeconds: number | null
}

/** Those who are here first, then by when they came. Nobody is in a call that is over. */
export function peopleOf(events: readonly CallEvent[], isRunning: boolean): PersonInCall[] {
  const people = new Map<string, PersonInCall & { devices: Set<string> }>()
  for (const { type, name, isHost, participantId, atSeconds } of events) {
    if (type === 'chat_message') continue
    const person = people.get(name) ?? newcomer(name)
    people.set(name, person)
    const device = participantId ?? ''
    person.isHost ||= isHost
    if (type === 'join') {
      person.devices.add(device)
      person.joinedAtSeconds ??= atSeconds
    } else person.devices.delete(device)
    person.leftAtSeconds = person.devices.size === 0 ? atSeconds : null
  }
  return [...people.values()]
    .map(({ devices, ...person }) => ({ ...person, isHere: isRunning && devices.size > 0 }))
    .toSorted(hereFirst)
}

const hereFirst = (a: PersonInCall, b: PersonInCall) =>
  Number(b.isHere) - Number(a.isHere) ||
  (a.joinedAtSeconds ?? 0) - (b.joinedAtSeconds ?? 0) ||
  a.name.localeCompare(b.name)

const newcomer = (name: string) => ({
  name,
  isHost: false,
  isHere: false,
  joinedAtSeconds: null,
  leftAtSeconds: null,
  devices: new Set<string>(),
})
