import { describe, expect, test } from 'vitest'
import type { Participant } from '#db/json.ts'
import { recipientsOf } from '#pipeline/plan-summary-mails.ts'

const guest = (email: string, response: Participant['response'] = 'accepted'): Participant => ({
  ...{ email, name: null, response, isOrganizer: false },
})
const member = (name: string, wants = true) => ({ userId: name, email: `${name}@acme.test`, wants })
const meeting = {
  userId: 'ana',
  participants: ['ana@acme.test', 'ben@acme.test', 'temp@acme.test', 'guest@partner.test']
    .map((email) => guest(email))
    .concat(guest('gone@partner.test', 'declined')),
}
const people = [member('ana'), member('ben'), member('cleo')]

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
  ] as const)('%s', (rule, told) => {
    expect(recipientsOf(rule, meeting, people).map(({ email, reason }) => `${email} ${reason}`)).toEqual(told)
  })

  test('nobody who wants no such letters, and nobody twice', () => {
    const twice = { ...meeting, participants: [...meeting.participants, guest('ben@acme.test')] }
    expect(recipientsOf('members', twice, people)).toHaveLength(2)
    expect(recipientsOf('members', meeting, [member('ana', false), member('ben', false)])).toEqual([])
  })
})
