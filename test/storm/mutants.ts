/**
 * Bugs on purpose: each takes one promise out of the product, by replacing a few words of its source while it is
 * loaded. A storm that does not notice is not worth running. The product's files themselves are never touched.
 */
export type Mutant = {
  name: string
  file: string
  from: string
  to: string
  /** Which invariants may notice; anything else that breaks is noticed, too. */
  hurts: string
}

export const mutants: readonly Mutant[] = [
  {
    name: 'each try of a new bot has a key of its own',
    file: 'src/bots/recall/recall.ts',
    from: "'idempotency-key': idempotencyKey(want)",
    to: "'idempotency-key': idempotencyKey(want) + Math.random()",
    hurts: 'I-03 I-04',
  },
  {
    name: 'after a 507 the same key is used again',
    file: 'src/bots/converging/save-answer.ts',
    from: 'epoch: bot.epoch + 1,',
    to: 'epoch: bot.epoch,',
    hurts: 'I-11',
  },
  {
    name: 'a lost answer is asked for again after the provider has forgotten the key',
    file: 'src/bots/converging/next-call.ts',
    from: 'const KEY_MINUTES = 50',
    to: 'const KEY_MINUTES = 50_000',
    hurts: 'I-03 I-04',
  },
  {
    name: 'what was wished while a call was under way is forgotten',
    file: 'src/bots/converging/save-answer.ts',
    from: 'const goOn = { nextAttemptAt: clock.now(), lastError: null }',
    to: 'const goOn = { nextAttemptAt: null, agreedNumber: bot.wishNumber, lastError: null }',
    hurts: 'I-02 I-05 I-07',
  },
  {
    name: 'a webhook is acknowledged before it is stored',
    file: 'src/api/hooks/recall.ts',
    from: "await door.receive({ sender: 'recall', messageId",
    to: "void door.receive({ sender: 'recall', messageId",
    hurts: 'I-13 I-45',
  },
  {
    name: 'a repeated message is a new one',
    file: 'src/api/hooks/recall.ts',
    from: "const message = { sender: 'recall_live', messageId, body",
    to: "const message = { sender: 'recall_live', messageId: messageId + Math.random(), body",
    hurts: 'I-13 I-14',
  },
  {
    name: 'calendars are only read when the provider says so',
    file: 'src/calendar/syncing/poll-calendars.ts',
    from: 'const now = clock.now()',
    to: 'const now = clock.now().minus({ years: 1 })',
    hurts: 'I-10 I-05',
  },
  {
    name: 'the permission that replaces another is not kept',
    file: 'src/calendar/connecting/sealed-tokens.ts',
    from: '...(tokens.refreshToken !== undefined && {',
    to: "...(tokens.refreshToken !== undefined && 'accountId' in tokens && {",
    hurts: 'I-10 I-21',
  },
  {
    name: 'the place to go on from is kept before what was read',
    file: 'src/calendar/syncing/sync.ts',
    from: '  const gone = [...page.removed, ...absent]\n',
    to: '  const gone = [...page.removed, ...absent]\n  if (page.events.length > 0 && calendar.syncCursor) page.events.pop()\n',
    hurts: 'I-10 I-05',
  },
  {
    name: "a person's stop lasts until the next change",
    file: 'src/bots/types.ts',
    from: 'because === STOPPED_BY_PERSON ||',
    to: "because === 'never' ||",
    hurts: 'I-05',
  },
  {
    name: 'a meeting that moved does not move its bot',
    file: 'src/bots/converging/next-call.ts',
    from: 'const isMoved = +(bot.agreedJoinAt ?? bot.joinAt) !== +bot.joinAt',
    to: 'const isMoved = false',
    hurts: 'I-07',
  },
  {
    name: 'Recall is not asked about bots that are silent',
    file: 'src/bots/converging/sweeps.ts',
    from: 'await askAboutSilent({ ...needs, recall })',
    to: 'void askAboutSilent',
    hurts: 'I-27 I-31',
  },
  {
    name: 'the time in the lobby is counted',
    file: 'src/billing/metering/intervals.ts',
    from: "code === 'in_call_recording'",
    to: "(code === 'in_call_recording' || code === 'in_waiting_room')",
    hurts: 'I-27',
  },
  {
    name: 'the final transcript is not compared with what was streamed',
    file: 'src/pipeline/finishing/finalize-transcript.ts',
    from: '  await saveLines(tx, { organizationId, sessionId }, changes, now)\n',
    to: '  if (streamed.length === 0) await saveLines(tx, { organizationId, sessionId }, changes, now)\n',
    hurts: 'I-23',
  },
  {
    name: 'each try of a letter is a new letter',
    file: 'src/mail/jobs.ts',
    from: 'const { recipientEmail: to, messageId } = intent',
    to: "const { recipientEmail: to } = intent\n      const messageId = intent.messageId.replace('<', '<' + intent.attempts + '.')",
    hurts: 'I-32',
  },
  {
    name: 'nobody waits for as long as the provider asked',
    file: 'src/bots/converging/save-answer.ts',
    from: 'if (extra.retryAfterSeconds !== undefined) return Math.max(1, extra.retryAfterSeconds)',
    to: 'if (extra.retryAfterSeconds !== undefined) return 1',
    hurts: 'I-11',
  },
  {
    name: 'a transaction stays open while Recall is called',
    file: 'src/bots/converging/converge.ts',
    from: 'const answer: Answer = await perform({ ...needs, recall }, claimed)',
    to: 'const answer: Answer = await db.asSystem(() => perform({ ...needs, recall }, claimed))',
    hurts: 'I-44',
  },
  {
    name: 'a wish that is taken back is not told to anybody',
    file: 'src/bots/converging/wish.ts',
    from: 'if (isLive(bot.state)) await askToConverge(tx, needs, bot)',
    to: 'if (isLive(bot.state) && bot.recallBotId === null) await askToConverge(tx, needs, bot)',
    hurts: 'I-05 I-06',
  },
]
