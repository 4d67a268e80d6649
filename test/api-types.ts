/** The API's answers as they cross the wire, from the table of routes itself. */
import type { z } from 'zod'
import type { Routes } from '../src/api/routes.ts'

export type Call = keyof Routes
export type Answer<Key extends Call> = z.input<Routes[Key]['returns']>
