/** The templates that come with the product: what to stress in which kind of conversation. */

export type Template = {
  /** A system template's is a word; the others have a uuid. */
  id: string
  name: string
  description: string
  conversationType: string | null
  instructions: string
  scope: 'system' | 'organization' | 'personal'
}

const system = (
  id: string,
  name: string,
  conversationType: string | null,
  description: string,
  instructions: string,
) => ({
  ...{ id, name, description, conversationType, instructions },
  scope: 'system' as const,
})

export const SYSTEM_TEMPLATES: readonly Template[] = [
  system(
    'meeting',
    'Meeting',
    'meeting',
    'Decisions, tasks and open questions',
    'Stress what was decided, who does what until when, and what is still open.',
  ),
  system(
    'stand-up',
    'Stand-up',
    'stand_up',
    'Per person: done, next, blocked',
    'Group by person: what was done, what comes next, what is in the way. Keep each to one short point.',
  ),
  system(
    'sales-call',
    'Sales call',
    'sales_call',
    'Needs, objections, budget, next step',
    'Stress what the customer needs and in whose words, objections, budget, who decides, competitors that were named, and the agreed next step with its date.',
  ),
  system(
    'interview',
    'Interview',
    'interview',
    'Answers by question, without a verdict',
    'Group by question asked: the answer in short, with examples that were given. Give no verdict on the person.',
  ),
  system(
    'consultation',
    'Consultation',
    'consultation',
    'Situation, advice, agreed steps',
    'Stress the situation as the client describes it, what was advised and why, and the steps that were agreed.',
  ),
  system(
    'one-to-one',
    'One-to-one',
    'one_to_one',
    'Topics of each side, promises',
    'Group by who brought a topic up. Stress promises of either side and what is to be looked at again.',
  ),
  system(
    'retrospective',
    'Retrospective',
    'retrospective',
    'Kept, changed, tried',
    'Group into what went well, what did not, and what is to be tried next, with who cares for it.',
  ),
]
