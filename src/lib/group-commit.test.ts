import { expect, test } from 'vitest'
import { groupCommit } from '#lib/group-commit.ts'

/** A store that takes one group at a time, when it is told to; a 'bad' one makes the whole group fail. */
function slowStore({ mostBytes = 1_000, inFlight = 1 } = {}) {
  const groups: string[][] = []
  const gates: PromiseWithResolvers<void>[] = []
  const add = groupCommit<string>({
    ...{ bytesOf: (item) => item.length, mostItems: 3, mostBytes, inFlight },
    async write(items) {
      groups.push(items)
      const gate = Promise.withResolvers<void>()
      gates.push(gate)
      await gate.promise
      if (items.includes('bad')) throw new Error('this group cannot be written')
    },
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  /** Let everything be written, group after group. */
  const finish = async () => {
    for (let opened = 0; opened < 30; opened++, await turn()) gates.shift()?.resolve()
  }
  return { add, groups, turn, finish }
}

test('what arrives while others are being written goes together, in order, and waits for its own write', async () => {
  const { add, groups, turn, finish } = slowStore()
  const done: string[] = []
  const all = ['a', 'b', 'c', 'd', 'e'].map((item) => add(item).then(() => done.push(item)))
  await turn()
  await turn()
  expect(groups).toEqual([['a', 'b', 'c']])
  expect(done).toEqual([])
  await finish()
  await Promise.all(all)
  expect(groups).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ])
  expect(done).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('two groups may be on their way at once, and a large item goes alone', async () => {
  const { add, groups, finish } = slowStore({ mostBytes: 4, inFlight: 2 })
  const all = ['aaa', 'bbb', 'a very large one', 'c'].map(add)
  await finish()
  await Promise.all(all)
  expect(groups).toEqual([['aaa'], ['bbb'], ['a very large one'], ['c']])
})

test('one that cannot be written fails alone', async () => {
  const { add, finish } = slowStore()
  const all = Promise.allSettled(['a', 'bad', 'c'].map(add))
  await finish()
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
