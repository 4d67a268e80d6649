/** The first balanced {…} in a text that is JSON: models like to talk around it. Null where there is none. */
export function firstObjectIn(text: string): unknown {
  for (let from = text.indexOf('{'); from !== -1; from = text.indexOf('{', from + 1)) {
    const end = endOfObject(text, from)
    if (end === null) continue
    const object = parsed(text.slice(from, end))
    if (object !== null) return object
  }
  return null
}

function endOfObject(text: string, from: number): number | null {
  let depth = 0
  let isQuoted = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (isQuoted && char === '\\') at++
    else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && char === '{') depth++
    else if (!isQuoted && char === '}' && --depth === 0) return at + 1
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a brace in ordinary prose
  }
}
