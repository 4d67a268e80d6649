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

/** The kinds of conversation that there are templates for, and the one at hand. */
export const kindsIn = (
  known: { templates: Pick<Template, 'conversationType'>[] } | undefined,
  current: string,
): string[] => [
  ...new Set([
    ...(known?.templates ?? []).flatMap(({ conversationType }) => conversationType ?? []),
    ...(current ? [current] : []),
  ]),
]

/** "sales_call" → "Sales call". */
export const typeName = (type: string) =>
  type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ').replaceAll('-', ' ')
