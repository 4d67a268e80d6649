// The mixed recording as a file that really plays: a WAV of soft tones, one pitch for each who speaks, silence between.
// Any part of it is computed when it is asked for, so that an hour costs no memory.
import { Readable } from 'node:stream'
import type { Request, Response } from 'express'

/** Seconds from the beginning of the recording. */
export type Tone = { speaker: number; start: number; end: number }

const RATE = 8_000 // one byte a sample: 8 bits, mono
const HEADER_BYTES = 44
const CHUNK_BYTES = 64 * 1024
const SILENCE = 128
const LOUDNESS = 24
const LOWEST_HZ = 196
const STEP_HZ = 49
const PITCHES = 8

/** Answers like S3: the whole, one range, or 416. */
export function sendWav(req: Request, res: Response, tones: readonly Tone[], seconds: number): void {
  const size = HEADER_BYTES + Math.floor(seconds * RATE)
  const asked = rangeOf(req.get('range'), size)
  res.type('audio/wav').set('accept-ranges', 'bytes')
  if (asked === 'none') return void res.status(416).set('content-range', `bytes */${size}`).end()
  const { from, to } = asked ?? { from: 0, to: size - 1 }
  if (asked) res.status(206).set('content-range', `bytes ${from}-${to}/${size}`)
  res.set('content-length', String(to - from + 1))
  if (req.method === 'HEAD') return void res.end()
  const sorted = tones.toSorted((a, b) => a.start - b.start)
  Readable.from(chunks(sorted, size, from, to)).pipe(res)
}

/** One range, as players ask for it; anything else is answered with the whole. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | 'none' | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!parts || (!parts[1] && !parts[2])) return null
  const from = parts[1] ? Number(parts[1]) : Math.max(0, size - Number(parts[2]))
  const to = parts[1] && parts[2] ? Math.min(size - 1, Number(parts[2])) : size - 1
  return from < size && from <= to ? { from, to } : 'none'
}

function* chunks(tones: readonly Tone[], size: number, from: number, to: number): Generator<Buffer> {
  const header = headerOf(size - HEADER_BYTES)
  for (let at = from; at <= to; ) {
    const length = Math.min(CHUNK_BYTES, to - at + 1)
    yield piece(tones, header, at, length)
    at += length
  }
}

function piece(tones: readonly Tone[], header: Buffer, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length, SILENCE)
  if (from < HEADER_BYTES) header.copy(bytes, 0, from)
  const first = from - HEADER_BYTES
  for (const tone of tones) {
    const begin = Math.max(Math.round(tone.start * RATE), first, 0)
    const end = Math.min(Math.round(tone.end * RATE), first + length)
    const hertz = LOWEST_HZ + STEP_HZ * (tone.speaker % PITCHES)
    for (let sample = begin; sample < end; sample++)
      bytes[sample - first] = SILENCE + Math.round(LOUDNESS * Math.sin((2 * Math.PI * hertz * sample) / RATE))
  }
  return bytes
}

/** http://soundfile.sapp.org/doc/WaveFormat */
function headerOf(dataBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20) // PCM
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(dataBytes, 40)
  return header
}
