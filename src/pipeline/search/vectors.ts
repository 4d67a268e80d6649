/** Vectors as they are stored: a signed byte for each number, which keeps the angle between two to about one percent. */

const LARGEST = 127

/** Its scale is not kept: only angles count. */
export function toBytes(vector: Float32Array): Buffer {
  const most = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1
  return Buffer.from(Int8Array.from(vector, (value) => Math.round((value / most) * LARGEST)).buffer)
}

/** The cosine of the angle between a vector and a stored one; 0 where they cannot be compared. */
export function likeness(vector: Float32Array, stored: Buffer): number {
  if (stored.length !== vector.length) return 0
  const bytes = new Int8Array(stored.buffer, stored.byteOffset, stored.length)
  let [dot, a, b] = [0, 0, 0]
  for (const [index, value] of vector.entries()) {
    const other = bytes[index] ?? 0
    dot += value * other
    a += value * value
    b += other * other
  }
  return dot / (Math.sqrt(a * b) || 1)
}
