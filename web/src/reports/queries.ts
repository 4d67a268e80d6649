/** What is asked about reports, and their words. */
import { queryOptions } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'

export type Report = Answer<'GET /v1/reports/{id}'>
export type ReportRow = Answer<'GET /v1/reports'>['reports'][number]

export const reports = queryOptions({ queryKey: ['reports'], queryFn: () => api('GET /v1/reports') })

export const report = (id: string) =>
  queryOptions({
    queryKey: ['reports', id],
    queryFn: () => api('GET /v1/reports/{id}', { params: { id } }),
  })

export const isGrowing = ({ status }: Pick<Report, 'status'>) =>
  status === 'pending' || status === 'generating'

export const statusWords = {
  pending: 'Waiting to be written',
  generating: 'Being written',
  completed: 'Written',
  failed: 'Could not be written',
}
