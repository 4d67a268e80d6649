/** How many pixels a picture has, by its head: before it is unpacked, which takes four bytes for each. */

/** Null where the head is damaged. */
export const pixelsOf = (bytes: Buffer): number | null =>
  bytes[0] === 0x89 ? pixelsOfPng(bytes) : pixelsOfJpeg(bytes)

/** IHDR comes first: width and height at 16 and 20 (PNG, 11.2.2). */
const pixelsOfPng = (bytes: Buffer) =>
  bytes.length < 24 ? null : bytes.readUInt32BE(16) * bytes.readUInt32BE(20)

/** Segments follow each other until the frame's, which holds both (ITU T.81, B.2.2). */
function pixelsOfJpeg(bytes: Buffer): number | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7)
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** SOF0 to SOF15, without the three numbers between them that mean something else. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
