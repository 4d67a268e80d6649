import { expect, test } from 'vitest'
import { blocksOf, piecesOf } from './blocks.ts'

test('headings, paragraphs and lists', () => {
  expect(
    blocksOf('# The course\nIt costs\n900 euros. [1]\n\n- one\n- two\n1. first\n\n\n### Next ##'),
  ).toEqual([
    { is: 'heading', level: 1, text: 'The course' },
    { is: 'paragraph', text: 'It costs 900 euros. [1]' },
    { is: 'list', isNumbered: false, items: ['one', 'two'] },
    { is: 'list', isNumbered: true, items: ['first'] },
    { is: 'heading', level: 3, text: 'Next' },
  ])
})

test('bold, italic and sources', () => {
  expect(piecesOf('It **costs** *900* euros [1, 12].')).toEqual([
    { is: 'text', text: 'It ' },
    { is: 'bold', text: 'costs' },
    { is: 'text', text: ' ' },
    { is: 'italic', text: '900' },
    { is: 'text', text: ' euros ' },
    { is: 'source', number: 1 },
    { is: 'source', number: 12 },
    { is: 'text', text: '.' },
  ])
})

test.each([
  '![x](https://evil.example/a.png)',
  '[a](https://evil.example)',
  '<img src=x>',
  '2 * 3 * 4',
  '[x]',
])('%s stays words', (text) => {
  expect(piecesOf(text)).toEqual([{ is: 'text', text }])
})
