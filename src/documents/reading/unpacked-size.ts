/**
 * What the parts of a zip file unpack to, found by unpacking them up to a limit: the sizes that a file states about
 * itself are a claim. Reads the list of parts at its end (APPNOTE 4.3.12), as every program that opens it does.
 */
import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_LENGTH = 22
const LONGEST_REMARK = 0xffff
const ENTRY_LENGTH = 46
const LOCAL_LENGTH = 30
const STORED = 0
const DEFLATED = 8

type Part = { name: string; method: number; packed: number; at: number }

/** Bytes of all parts that `counts` names; Infinity beyond the limit, or where a part is packed in another way. */
export function unpackedSize(zip: Buffer, counts: (name: string) => boolean, limit: number): number {
  let total = 0
  for (const part of partsOf(zip)) {
    if (!counts(part.name)) continue
    total += sizeOf(zip, part, limit - total)
    if (total > limit) return Number.POSITIVE_INFINITY
  }
  return total
}

function* partsOf(zip: Buffer): Generator<Part> {
  const end = endOf(zip)
  let at = zip.readUInt32LE(end + 16)
  const count = zip.readUInt16LE(end + 10)
  for (let index = 0; index < count && zip.readUInt32LE(at) === ENTRY; index++) {
    const [nameLength, extra, remark] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const name = zip.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + (nameLength ?? 0))
    yield {
      name,
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      at: zip.readUInt32LE(at + 42),
    }
    at += ENTRY_LENGTH + (nameLength ?? 0) + (extra ?? 0) + (remark ?? 0)
  }
}

/** Throws a RangeError where there is none: then it is no zip file. */
function endOf(zip: Buffer): number {
  for (let at = zip.length - END_LENGTH; at >= Math.max(0, zip.length - END_LENGTH - LONGEST_REMARK); at--)
    if (zip.readUInt32LE(at) === END) return at
  throw new RangeError('No list of parts')
}

function sizeOf(zip: Buffer, { method, packed, at }: Part, limit: number): number {
  if (method === STORED) return packed
  if (method !== DEFLATED) return Number.POSITIVE_INFINITY
  const from = at + LOCAL_LENGTH + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  try {
    return inflateRawSync(zip.subarray(from, from + packed), { maxOutputLength: Math.max(1, limit) }).length
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY // more than the limit
    throw error
  }
}
