/** Text as it is kept: without signs that nobody sees, and without the holes that a page's layout leaves. */

/** Line breaks stay, at most two in a row. */
export const tidy = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\f\v\u2028\u2029]/g, '\n')
    .replaceAll(/(?:(?!\n)[\p{Cc}\p{Zs}])+/gu, ' ')
    .replaceAll(/[\u200b\u2060\ufeff\ufffd\u{E0000}-\u{E007F}]/gu, '')
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
