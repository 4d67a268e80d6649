/** Where the organization's months begin at midnight; for admins. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { say, sayTrouble } from '../toasts.ts'

export function TimeZone({ timeZone }: { timeZone: string }) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (to: string) => api('PUT /v1/usage/time-zone', { body: { timeZone: to } }),
    onSuccess: (saved) => say(`Months begin at midnight in ${placeOf(saved.timeZone)}.`),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['usage'] }),
  })
  return (
    <label className="cluster">
      Months begin at midnight in
      <select
        className="input short"
        value={timeZone}
        disabled={save.isPending}
        onChange={({ target }) => save.mutate(target.value)}
      >
        {zonesWith(timeZone).map((zone) => (
          <option key={zone} value={zone}>
            {placeOf(zone)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What the browser knows, UTC, and the one that is set, which it may not know by that name. */
const zonesWith = (zone: string) =>
  [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])].toSorted()

const placeOf = (zone: string) => zone.replaceAll('_', ' ')
