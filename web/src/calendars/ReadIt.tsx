/** Whether one calendar of an account is read. Leaving it alone asks first, where bots would be called off. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { Question } from '../parts/Question.tsx'
import { Switch } from '../parts/Switch.tsx'
import type { Connection } from '../queries.ts'
import { count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { WhatEnds } from './Disconnect.tsx'

type Props = { connectionId: string; calendar: Connection['calendars'][number] }

export function ReadIt({ connectionId, calendar }: Props) {
  const { id: calendarId, name, isSelected } = calendar
  const [isAsking, ask] = useState(false)
  const queries = useQueryClient()
  const choose = useMutation({
    mutationFn: (wanted: boolean) =>
      api('PUT /v1/calendars/{calendarId}/selection', {
        params: { calendarId },
        body: { isSelected: wanted },
      }),
    onSuccess: ({ calledOff }, wanted) => {
      ask(false)
      const undo = () => choose.mutate(!wanted)
      if (wanted) say(`“${name}” is being read. Its meetings appear by themselves.`, undo)
      else say(`“${name}” is not read any more.${off(calledOff)}`, undo)
    },
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['calendars'] }),
  })
  return (
    <>
      <Switch
        label={`Read ${name}`}
        isOn={isSelected}
        disabled={choose.isPending}
        onChange={(isOn) => (isOn ? choose.mutate(true) : ask(true))}
      />
      {isAsking && (
        <Question
          title={`Stop reading “${name}”?`}
          verb="Stop reading"
          keep="Keep reading"
          isBusy={choose.isPending}
          onYes={() => choose.mutate(false)}
          onClose={() => ask(false)}
        >
          <WhatEnds connectionId={connectionId} calendarId={calendarId} />
          <p className="quiet">Its meetings leave Upcoming. What was recorded stays.</p>
        </Question>
      )}
    </>
  )
}

const off = (calledOff: number) => (calledOff === 0 ? '' : ` ${count(calledOff, 'bot')} called off.`)
