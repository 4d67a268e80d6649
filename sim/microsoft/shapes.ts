// How Graph writes down a person, a calendar and a subscription.
import type { OwnCalendar, Person } from '../calendars/types.ts'
import { graphId } from './event.ts'
import { type Subscription, userId } from './subscriptions.ts'

export const context = (what: string) => `https://graph.microsoft.com/v1.0/$metadata#${what}`
export const calendarId = (person: Person, { id }: OwnCalendar) => graphId(`calendar ${id}`, person.email)

export const profile = ({ email, name }: Person) => ({
  '@odata.context': context('users/$entity'),
  id: userId(email),
  displayName: name,
  givenName: name.split(' ')[0],
  surname: name.split(' ').slice(1).join(' '),
  mail: email,
  userPrincipalName: email,
  businessPhones: [],
})

export const calendarEntry = (person: Person, own: OwnCalendar) => ({
  id: calendarId(person, own),
  name: own.name,
  color: 'auto',
  hexColor: '',
  isDefaultCalendar: own.id === 'primary',
  changeKey: 'rgVZ1ZH2xkOJ5e1LKZ3yAQAAAAAC',
  canShare: own.role === 'owner',
  canViewPrivateItems: own.role === 'owner',
  canEdit: own.role === 'owner',
  allowedOnlineMeetingProviders: ['teamsForBusiness'],
  defaultOnlineMeetingProvider: 'teamsForBusiness',
  isTallyingResponses: own.id === 'primary',
  isRemovable: own.id !== 'primary',
  owner: { name: person.name, address: person.email },
})

export const shown = (one: Subscription) => ({
  '@odata.context': context('subscriptions/$entity'),
  id: one.id,
  resource: one.resource,
  applicationId: userId('application'),
  changeType: one.changeType,
  clientState: one.clientState,
  notificationUrl: one.notificationUrl,
  notificationQueryOptions: null,
  lifecycleNotificationUrl: one.lifecycleNotificationUrl,
  expirationDateTime: new Date(one.expiresAt).toISOString(),
  creatorId: userId(one.email),
  includeResourceData: null,
  latestSupportedTlsVersion: 'v1_2',
  encryptionCertificate: null,
  encryptionCertificateId: null,
  notificationUrlAppId: null,
})
