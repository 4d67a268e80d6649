/** The day by which something is due, in the words that were spoken. */

const DUE =
  /\b(?:(?:by|before|on|no later than|due)\s+)?(?:(?:the )?end of (?:the |this |next )?(?:day|week|month|quarter|year)|(?:this|next)\s+(?:week|month|quarter|sprint|meeting|call|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:\s+(?:morning|noon|afternoon|evening|night))?|tomorrow(?:\s+(?:morning|noon|afternoon|evening))?|tonight|today|this (?:morning|afternoon|evening)|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:st|nd|rd|th)?|the \d{1,2}(?:st|nd|rd|th))(?!\p{L})/iu

/** Null where none was spoken. "Until Wednesday" is when something lasts, not when it is due. */
export function dueIn(text: string): string | null {
  const found = DUE.exec(text)
  return found && !/\b(?:until|till|since|last)\s$/i.test(text.slice(0, found.index)) ? found[0] : null
}
