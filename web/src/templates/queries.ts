/** What is asked about templates, and their words. */
import { queryOptions } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'

export type Template = Answer<'GET /v1/templates'>['templates'][number]

export const templates = queryOptions({
  queryKey: ['templates'],
  queryFn: () => api('GET /v1/templates'),
})

export const scopeWords = {
  personal: 'Yours',
  organization: 'For everybody here',
  system: 'Coming with LiveConvo',
}
export const scopes = ['personal', 'organization', 'system'] as const

/** "sales_call" → "Sales call". */
export const typeName = (type: string) =>
  type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ').replaceAll('-', ' ')
