/** Every question that a page asks the API, with the key under which its answer is kept. */
import { queryOptions } from '@tanstack/react-query'
import { type Answer, api } from './api.ts'
import { arrivedLines } from './live-lines.ts'

export type Me = Answer<'GET /v1/me'>
export type Upcoming = Answer<'GET /v1/upcoming'>
export type Meeting = Upcoming['meetings'][number]
export type Session = Answer<'GET /v1/sessions/{id}'>
export type Task = NonNullable<Session['summary']>['actionItems'][number]
export type SessionRow = Answer<'GET /v1/sessions'>['sessions'][number]
export type Connection = Answer<'GET /v1/calendars'>['connections'][number]
export type Rules = Omit<Answer<'GET /v1/rules'>, 'confirmedAt' | 'pausedAt' | 'warnings'>

export type OrganizationRules = Answer<'GET /v1/policies'>['rules']

export const me = queryOptions({ queryKey: ['me'], queryFn: () => api('GET /v1/me') })
export const welcome = queryOptions({ queryKey: ['welcome'], queryFn: () => api('GET /v1/welcome') })
export const upcoming = queryOptions({ queryKey: ['upcoming'], queryFn: () => api('GET /v1/upcoming') })
export const rules = queryOptions({ queryKey: ['rules'], queryFn: () => api('GET /v1/rules') })
export const policies = queryOptions({ queryKey: ['policies'], queryFn: () => api('GET /v1/policies') })
export const calendars = queryOptions({ queryKey: ['calendars'], queryFn: () => api('GET /v1/calendars') })
export const members = queryOptions({ queryKey: ['members'], queryFn: () => api('GET /v1/members') })

export const why = (eventId: string) =>
  queryOptions({
    queryKey: ['upcoming', 'why', eventId],
    queryFn: () => api('GET /v1/upcoming/{eventId}/why', { params: { eventId } }),
  })

export const session = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: async () => {
      const askedAt = performance.now()
      const answer = await api('GET /v1/sessions/{id}', { params: { id } })
      return { ...answer, lines: arrivedLines.joinedTo(id, answer.lines, askedAt) }
    },
  })

export const usage = (month: string | undefined) =>
  queryOptions({
    queryKey: ['usage', month ?? 'now'],
    queryFn: () => api('GET /v1/usage', { query: { month } }),
  })

export const invitation = (id: string) =>
  queryOptions({
    queryKey: ['invitation', id],
    queryFn: () => api('GET /v1/invitations/{id}', { params: { id } }),
  })

export type MessageStatus = 'waiting' | 'done' | 'ignored' | 'parked'
export type MessageFilter = {
  status?: MessageStatus | undefined
  sender?: string | undefined
  event?: string | undefined
  /** Instants, ISO 8601. */
  from?: string | undefined
  to?: string | undefined
  before?: number | undefined
}
export const messages = (filter: MessageFilter) =>
  queryOptions({
    queryKey: ['messages', filter],
    queryFn: () => api('GET /v1/operator/messages', { query: { ...filter, limit: 100 } }),
    refetchInterval: 10_000,
  })
export const message = (id: number) =>
  queryOptions({
    queryKey: ['messages', id],
    queryFn: () => api('GET /v1/operator/messages/{id}', { params: { id } }),
  })
export const health = queryOptions({
  queryKey: ['operator', 'health'],
  queryFn: () => api('GET /v1/operator/health'),
  refetchInterval: 30_000,
})
