// The demo's week: one row per kind of event that a calendar can hold. demo.ts writes it out for the days ahead.
import type { Row } from './row.ts'
import { JONAS_WEEK } from './week-of-jonas.ts'
import { MAYAS_WEEK } from './week-of-maya.ts'

export const WEEK: Row[] = [...MAYAS_WEEK, ...JONAS_WEEK]
