import { describe, expect, test } from 'vitest'
import type { Participant } from '#db/json.ts'
import { type Member, whoGetsNotes } from '#sessions/people/who-gets-notes.ts'

const guest = (email: string, response: Participant['response'] = 'accepted'): Participant => ({
  ...{ email, name: null, response, isOrganizer: false },
})
const member = (name: string, wantsMail = true): Member => ({
  ...{ userId: name, email: `${name}@acme.test`, name, wantsMail, rule: 'members' },
})
const participants = ['ben@acme.test', 'ana@acme.test', 'temp@acme.test', 'guest@partner.test']
  .map((email) => guest(email))
  .concat(guest('gone@partner.test', 'declined'))
const meeting = { ownerId: 'ana', rule: 'members' as const, participants, optedOut: [] }
const people = [member('ana'), member('ben'), member('cleo')]
const told = (...[about, members]: Parameters<typeof whoGetsNotes>) =>
  whoGetsNotes(about, members).map(({ email, reason }) => `${email} ${reason}`)

describe('who is told', () => {
  test.each([
    ['only_me', ['ana@acme.test owner']],
    ['members', ['ana@acme.test owner', 'ben@acme.test invited']],
    ['internal_guests', ['ana@acme.test owner', 'ben@acme.test invited', 'temp@acme.test internal_guest']],
    [
      'all_guests',
      [
        'ana@acme.test owner',
        'ben@acme.test invited',
        'temp@acme.test internal_guest',
        'guest@partner.test guest',
      ],
    ],
  ] as const)('%s', (rule, everybody) => {
    expect(told({ ...meeting, rule }, people)).toEqual(everybody)
  })

  test('nobody who wants no such letters, and nobody twice', () => {
    const twice = { ...meeting, participants: [...participants, guest('ben@acme.test')] }
    expect(told(twice, people)).toHaveLength(2)
    expect(told(meeting, [member('ana', false), member('ben', false)])).toEqual([])
  })

  test('nobody who wanted no bot there', () => {
    expect(told({ ...meeting, optedOut: ['ben'] }, people)).toEqual(['ana@acme.test owner'])
  })
})
