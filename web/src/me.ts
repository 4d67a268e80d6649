/** Who is signed in, for every page inside of the frame. */
import { createContext, useContext } from 'react'
import type { Me } from './queries.ts'

export const MeContext = createContext<Me | null>(null)

/** Throws outside of the frame, where nobody may be signed in. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('This part belongs inside of the frame')
  return me
}
