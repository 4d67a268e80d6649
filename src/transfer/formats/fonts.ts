/**
 * Which font has which sign: DejaVu Sans (Latin, Greek, Cyrillic, Hebrew, Arabic) first, then those that the operator
 * names in PDF_FONTS, in their order; of several that have it one of the wanted weight.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Font, type FontCollection, openSync } from 'fontkit'
import { CannotStart } from '#lib/cannot-start.ts'

const DEJAVU = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf')
const OWN = [join(DEJAVU, 'DejaVuSans.ttf'), join(DEJAVU, 'DejaVuSans-Bold.ttf')]
const BOLD_FROM = 600
const JOINS = /\p{M}|\u200c|\u200d|\ufe0e|\ufe0f/u
/** Most of what is written: a quick way past looking at each sign. */
const OWN_HAS = /^[\x20-\x7e\u00a0-\u017f\u2013-\u2022\u0400-\u044f]*$/
const READS = /[\p{L}\p{N}]/u

export type Face = {
  path: string
  /** Which font of a collection (.ttc); undefined for a file of one. */
  family: string | undefined
  isBold: boolean
  has(sign: string): boolean
}
/** A stretch of text that one font has. */
export type Stretch = { text: string; face: Face }
export type Fonts = {
  faces: readonly Face[]
  stretches(text: string, isBold: boolean): Stretch[]
  /** Letters and digits that no font has, each once. */
  missingIn(text: string): string[]
}

/** Throws CannotStart for a file that is no font. */
export function openFonts(more: readonly string[]): Fonts {
  const faces = [...OWN, ...more].map(faceOf)
  const known = new Map<string, Face | undefined>()
  function chosen(sign: string, isBold: boolean): Face {
    const key = `${isBold}${sign}`
    if (!known.has(key)) known.set(key, faceFor(sign, isBold))
    return known.get(key) ?? (faces[0] as Face) // OWN is first
  }
  function faceFor(sign: string, isBold: boolean): Face | undefined {
    const having = faces.filter((face) => face.has(sign))
    return having.find((face) => face.isBold === isBold) ?? having[0]
  }
  return {
    faces,
    stretches: (text, isBold) =>
      OWN_HAS.test(text)
        ? [{ text, face: chosen('a', isBold) }]
        : stretchesOf(text, (sign) => chosen(sign, isBold)),
    missingIn: (text) => [...new Set(text)].filter((sign) => READS.test(sign) && !faceFor(sign, false)),
  }
}

/** A mark goes with the letter before it. */
function stretchesOf(text: string, faceOf: (sign: string) => Face): Stretch[] {
  const stretches: Stretch[] = []
  for (const sign of text) {
    const last = stretches.at(-1)
    const face = last && JOINS.test(sign) ? last.face : faceOf(sign)
    if (last?.face === face) last.text += sign
    else stretches.push({ text: sign, face })
  }
  return stretches
}

/** Of a collection the first, which its maker holds for the main one. */
function faceOf(path: string): Face {
  const opened = opening(path)
  const font = 'fonts' in opened ? opened.fonts[0] : opened
  if (!font) throw new CannotStart(`There is no font in ${path}.`)
  return {
    path,
    family: 'fonts' in opened ? font.postscriptName : undefined,
    isBold: (font['OS/2']?.usWeightClass ?? 0) >= BOLD_FROM,
    has: (sign) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0),
  }
}

function opening(path: string): Font | FontCollection {
  try {
    return openSync(path)
  } catch (error) {
    throw new CannotStart(`PDF_FONTS names ${path}, which cannot be read as a font.`, { cause: error })
  }
}
