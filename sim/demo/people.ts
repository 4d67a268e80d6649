// Who is in the demo: two colleagues with a calendar each, one without, and people from elsewhere.
import type { GoogleSim } from '../google/google.ts'
import type { MicrosoftSim } from '../microsoft/microsoft.ts'

export const MAYA = 'maya@northwind.example'
export const JONAS = 'jonas@northwind.example'
export const INES = { email: 'ines@northwind.example', name: 'Ines Duarte' }
export const PRIYA = { email: 'priya.raman@harborlabs.example', name: 'Priya Raman' }
export const TOM = { email: 'tom.becker@alpineworks.example', name: 'Tom Becker' }
export const NOA = { email: 'noa.levi@harborlabs.example', name: 'Noa Levi' }
export const LEO = { email: 'leo.fischer@posteo.example', name: 'Leo Fischer' }
export const DANA = { email: 'dana@brightpitch.example', name: 'Dana Cole' }

export function addColleagues(google: GoogleSim, microsoft: MicrosoftSim, zone: string): void {
  const holidays = {
    id: 'en.austrian#holiday@group.v.calendar.google.com',
    name: 'Holidays',
    role: 'reader',
  } as const
  google.addPerson({ email: MAYA, name: 'Maya Keller', zone, more: [holidays] })
  microsoft.addPerson({ email: JONAS, name: 'Jonas Berg', zone })
}
