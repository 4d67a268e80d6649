import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { bidiLines } from '#transfer/formats/bidi-lines.ts'
import { asDocx } from '#transfer/formats/docx.ts'
import { openFonts } from '#transfer/formats/fonts.ts'
import { asJson } from '#transfer/formats/json.ts'
import { asMarkdown } from '#transfer/formats/markdown.ts'
import { asPdf } from '#transfer/formats/pdf.ts'
import { asSrt, asVtt } from '#transfer/formats/subtitles.ts'
import { asText } from '#transfer/formats/text.ts'
import type { Paper, PaperLine } from '#transfer/paper.ts'
import { readTranscript } from '#transfer/reading/read-transcript.ts'

const line = (text: string, more: Partial<PaperLine> = {}): PaperLine => ({
  ...{ speaker: 'Dana Weiß', text, start: 3675.25, end: 3679.5, isRedacted: false },
  ...more,
})
const point = (text: string) => ({ text, at: 75, isEdited: false, trouble: null })
const paper = (more: Partial<Paper> = {}): Paper => ({
  ...{
    id: 'm1',
    title: 'Launch',
    durationSeconds: 60,
    people: ['Dana Weiß'],
    url: 'https://x.test/meetings/m1',
  },
  start: DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' }),
  ...{
    writtenBy: 'a-model',
    tldr: [point('We launch.')],
    decisions: [],
    followUpQuestions: [],
    highlights: [],
  },
  actionItems: [{ ...point('Call them'), owner: null, dueDate: null, isConfirmed: false, isDone: false }],
  lines: [line('Hello.'), line('', { isRedacted: true })],
  ...more,
})
const nasty =
  '](https://evil.test) ![x](https://evil.test/p.png) <img src=x onerror=alert(1)> # top\n--> 00:01 & =1+1'

describe('a meeting as text', () => {
  test('holds its points with their moments, and shows that something was redacted', () => {
    const markdown = asMarkdown(paper())
    for (const part of [
      '# Launch',
      '- We launch. (1:15)',
      'Call them (nobody named, suggested)',
      '1:01:15',
      '\\[redacted\\]',
    ])
      expect(markdown).toContain(part)
    expect(asText(paper())).toContain('[1:01:15] Dana Weiß: Hello.')
  })

  test('cannot become markup of the file that it stands in', () => {
    const markdown = asMarkdown(paper({ title: nasty, lines: [line(nasty), line('- one'), line('1. two')] }))
    expect(markdown).not.toMatch(/(?<!\\)\]\(|(?<!\\)<img|^# top|(?<!\\)!\[|https:\/\/evil/m)
    expect(markdown).toContain('\n\\- one')
    expect(markdown).toContain('\n1\\. two')
    expect(asSrt(paper({ lines: [line(nasty)] })).match(/-->/g)).toHaveLength(1)
    expect(asVtt(paper({ lines: [line(nasty)] })).match(/-->/g)).toHaveLength(1)
  })

  test('as subtitles lasts at least a moment, and reads back as it was', () => {
    const lines = [line('One & <two>.', { start: 0, end: 0 }), line('שלום, עולם.', { start: 61.5, end: 64 })]
    expect(asVtt(paper({ lines }))).toContain(
      '00:00:00.000 --> 00:00:00.500\n<v Dana Weiß>One &amp; &lt;two&gt;.',
    )
    expect(asSrt(paper({ lines }))).toContain('00:01:01,500 --> 00:01:04,000')
    expect(readTranscript(asVtt(paper({ lines }))).lines).toMatchObject([
      { speaker: 'Dana Weiß', text: 'One & <two>.', start: 0 },
      { speaker: 'Dana Weiß', text: 'שלום, עולם.', start: 61.5, end: 64 },
    ])
    expect(readTranscript(asSrt(paper({ lines }))).lines[1]).toMatchObject({
      speaker: 'Dana Weiß',
      start: 61.5,
    })
    expect(readTranscript(asText(paper({ lines }))).lines[1]).toMatchObject({
      speaker: 'Dana Weiß',
      start: 61,
    })
  })

  test('as JSON says which version it is', () => {
    expect(JSON.parse(asJson(paper()))).toMatchObject({
      version: 1,
      start: '2026-11-23T09:00:00.000Z',
      title: 'Launch',
    })
  })
})

const THAI = ['400Regular/NotoSansThai_400Regular.ttf', '700Bold/NotoSansThai_700Bold.ttf'].map((file) =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-thai/${file}`),
)

describe('a meeting on paper', () => {
  const many = Array.from({ length: 300 }, (_, at) => line(`Line ${at}: ${'word '.repeat(40)}`))

  test('as PDF has pages, and takes every script that its font has', async () => {
    const pdf = await asPdf(
      paper({ lines: [...many, line('Привет, γειά, שלום (5), مرحبا بالعالم'), line('x'.repeat(500))] }),
    )
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(10)
  })

  test('as PDF refuses what would be a page of empty boxes, and says what to do', async () => {
    await expect(asPdf(paper({ title: '会議' }))).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringMatching(/\(会 議\).*DOCX.*PDF_FONTS/),
    })
  })

  test('as PDF takes the scripts of fonts that were named beside its own', async () => {
    const thai = paper({ title: 'ประชุม Müller', lines: [line('สวัสดีครับ'.repeat(60))] })
    await expect(asPdf(thai)).rejects.toMatchObject({ code: 'validation_failed' })
    const pdf = (await asPdf(thai, THAI)).toString('latin1')
    for (const font of ['NotoSansThai-Regular', 'NotoSansThai-Bold', 'DejaVuSans'])
      expect(pdf).toContain(font)
  })

  test('each sign is set in a font that has it, of the wanted weight; a mark goes with its letter', () => {
    const names = (text: string, isBold: boolean) =>
      openFonts(THAI)
        .stretches(text, isBold)
        .map(({ text, face }) => [text, basename(face.path)])
    expect(names('ok ดี', true)).toEqual([
      ['ok ', 'DejaVuSans-Bold.ttf'],
      ['ดี', 'NotoSansThai_700Bold.ttf'],
    ])
    expect(names('ดี', false)).toEqual([['ดี', 'NotoSansThai_400Regular.ttf']])
    expect(openFonts([]).missingIn('ok ดี 👍')).toEqual(['ด']) // the vowel is a mark
  })

  test('what is no font is told at once', () => {
    expect(() => openFonts(['/nowhere.ttf'])).toThrow('PDF_FONTS names /nowhere.ttf')
    expect(() => openFonts([import.meta.filename])).toThrow('cannot be read as a font')
  })

  test('lines of scripts without spaces are full, and none begins with a full stop', () => {
    const lines = bidiLines(
      '会議は来週の金曜日です。田中さん、資料をお願いします。',
      8,
      (text) => text.length,
    )
    const shown = lines.map(({ runs }) => runs.map(({ text }) => text).join(''))
    expect(shown.join('')).toBe('会議は来週の金曜日です。田中さん、資料をお願いします。')
    for (const text of shown) expect(text).toMatch(/^[^。、].{0,7}$/u)
    expect(shown.length).toBeLessThanOrEqual(5)
  })

  test('as DOCX is well-formed whatever was said', async () => {
    const xml = documentOf(
      await asDocx(paper({ title: `会議 ${nasty} \u0001\ud800`, lines: [line('مرحبا')] })),
    )
    expect(xml).toContain('会議')
    expect(xml).toContain('&lt;img src=x')
    expect(xml).toContain('<w:bidi/>')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(xml).not.toMatch(/[\u0000-\u0008\ud800]/)
  })

  test('from right to left, runs stand in the order of the paper', () => {
    const [shown] = bidiLines('שלום abc עולם', 1000, (text) => text.length)
    expect(shown).toMatchObject({ isRightToLeft: true })
    expect(shown?.runs.map(({ text }) => text.trim())).toEqual(['עולם', 'abc', 'שלום'])
    expect(bidiLines('a bb ccc', 4, (text) => text.length).map(({ runs }) => runs[0]?.text)).toEqual([
      'a bb',
      'ccc',
    ])
  })
})

/** word/document.xml of a DOCX, by the zip's central directory. */
function documentOf(zip: Buffer): string {
  let at = zip.indexOf('PK\x01\x02', 0, 'latin1')
  while (at !== -1) {
    const [size, nameLength, offset] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ]
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === 'word/document.xml') {
      const from = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
      return inflateRawSync(zip.subarray(from, from + size)).toString('utf8')
    }
    at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')
  }
  throw new Error('no document')
}
