import { expect, test } from 'vitest'
import { pathForLog } from './log.ts'

test.each([
  ['/hooks/recall/live/q8sJEEE8ScSkRbucATYeEcaT9PvWOUS4.wHbiw_SAIsJ26XyKFzRcGN', '/hooks/recall/live/•••'],
  ['/api/auth/reset-password/3Yw0gVfUq2zH1pXk8LmN', '/api/auth/reset-password/•••'],
  [
    '/v1/sessions/ed6e5e29-bd3b-459f-8af4-c907b83300d2/lines',
    '/v1/sessions/ed6e5e29-bd3b-459f-8af4-c907b83300d2/lines',
  ],
  ['/calendars/callback/google_calendar', '/calendars/callback/google_calendar'],
])('%s is logged as %s', (path, logged) => expect(pathForLog(path)).toBe(logged))
