import { expect, test } from 'vitest'
import { maySignUp } from './may-sign-up.ts'

const facts = { policy: 'invitation', hasPendingInvitation: false, isSetUp: false, isProven: true }

test.each([
  ['by invitation only', 'a@b.test', facts, false],
  ['the invited', 'a@b.test', { ...facts, hasPendingInvitation: true }, true],
  ['the first account, through the set-up link', 'a@b.test', { ...facts, isSetUp: true }, true],
  ['everybody where sign-up is open', 'a@b.test', { ...facts, policy: 'open' }, true],
  ['the domain', 'a@Acme.test', { ...facts, policy: 'domain:acme.test,acme.example' }, true],
  [
    'the domain, but no proof',
    'a@acme.test',
    { ...facts, policy: 'domain:acme.test', isProven: false },
    false,
  ],
  ['not a sub-domain of it', 'a@evil.acme.test', { ...facts, policy: 'domain:acme.test' }, false],
  ['not a domain that only ends alike', 'a@notacme.test', { ...facts, policy: 'domain:acme.test' }, false],
  [
    'not an address with the domain before the @',
    'acme.test@evil.test',
    { ...facts, policy: 'domain:acme.test' },
    false,
  ],
])('sign-up: %s', (_name, email, given, allowed) => {
  expect(maySignUp(email, given).allowed).toBe(allowed)
})
