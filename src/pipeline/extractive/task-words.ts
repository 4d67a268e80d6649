/**
 * What else in the words of a sentence speaks for a task after the meeting, and what speaks against one: that somebody
 * only tells or shows something, leads through the agenda, or speaks of what has been. How much each counts is learnt.
 */

const WORK =
  'add|ask|arrange|assign|book|bring|build|change|check|circulate|clean|close|collect|compare|complete|compute|confirm|contact|coordinate|create|define|deliver|deploy|design|document|draft|draw|drop|edit|e-?mail|extend|figure (?:it |this |that )?out|file|finali[sz]e|find|finish|fix|follow[- ]?up|forward|gather|generate|get (?:back|in touch|hold)|implement|include|incorporate|integrate|investigate|launch|look (?:at|in|into|through|up)|make|measure|merge|message|migrate|notify|open|organi[sz]e|pick (?:it|this|that|one|something)? ?up|ping|poll|port|post|prepare|produce|provide|publish|pull|push|raise|reach out|rebase|record|refine|release|remind|remove|reply|report|review|revise|rewrite|run|schedule|send|set up|ship|sort|study|submit|switch|sync|take (?:a look|that|this|it|care)|talk (?:to|with)|target|test|track|transfer|try|type up|update|upload|verify|work (?:on|with|to|out)|write'
const HEDGES =
  '(?:(?:also|just|then|now|quickly|probably|definitely|maybe|certainly|actually|really|always|still|either|go and|go ahead and|try and|try to|make sure to|make sure we|have to|need to|be able to|first|at least|again|all|like|start(?:ing)? to)[, ]+)*'

const words = (...parts: string[]) => new RegExp(`\\b(?:${parts.join('|')})\\b`, 'i')

export const TASK_WORDS = {
  willDo: words(`(?:i'll|i will|i'm going to|i am going to|i'm gonna|i am gonna) ${HEDGES}(?:${WORK})`),
  mayDo: words(
    `(?:i can|i could|i need to|i have to|i should|let me|i want to|i'd be happy to|i'm happy to|i'm planning to|i plan to|maybe i) ${HEDGES}(?:${WORK})`,
  ),
  picksUp: words(
    `(?:i'll|i will|i can|we'll|we will|let me|gonna|going to) (?:try to |try and |also |just |definitely |maybe |probably )*(?:do (?:that|this|it|these|those)|look into|take (?:a look|that|this|it|care)|pick|follow[- ]?up|reach out|get back|double[- ]?check|fix|submit|make a)`,
  ),
  asks: words(
    `please|(?:can|could|would|will) (?:you|someone|somebody|anyone|everyone)|why don't you|make sure`,
  ),
  invites: words(
    `let (?:me|us) know|reach out|feel free|don't hesitate|(?:take|have) a look|check (?:it |that |this )?out|chime in|get in touch|contact me|ping me|dm me|talk to (?:me|us|one of us)|come back to me|join`,
  ),
  urges: words(
    `encourage|urge|would like (?:to (?:ask|remind|have|get|see)|you|everyone|people|all)|(?:would|'d) appreciate|love to (?:get|have|see)|the ask|my (?:proposal|suggestion) (?:is|was|here)|i (?:would |also )?(?:suggest|propose)`,
  ),
  wants: words(
    `encourage|would be (?:great|good|nice|helpful)|be helpful|let (?:me|us) know|chime in|reach out|feel free|left to do|the goal is|my proposal|(?:still )?needs? to|have to|should|(?:we|i)'ll try|take (?:that|this|it) offline|the ask|interested in`,
  ),
  work: words(
    `review|feedback|merge|test(?:s|ing)?|benchmarks?|publish|post|comment|update|finali[sz]e|specs?|prs?|proposal|document|draft|write|take a look|look into|reach out|migrate|switch|implement|define|collaborate|share|data|numbers`,
  ),
  doesThat: words(
    `(?:do|take|fix|send|try|test|check|update|merge|review|finish) (?:that|this|it|these|those|them)`,
  ),
  away: words(
    `off ?-?line|async\\w*|discord|telegram|slack|e-?mail|chat|channel|thread|inbox|folder|web ?site|github|wiki|repo|forum`,
  ),
  soon: words(
    `next (?:week|call|meeting|month|time|monday|tuesday|wednesday|thursday|friday)|(?:two|three|few|couple of|couple) (?:weeks|days)|tomorrow|later (?:today|this week|on)|soon|by (?:the )?(?:end|next|tomorrow|monday|tuesday|wednesday|thursday|friday)|end of (?:the |this |next )?(?:day|week|month)|before (?:the |then|next)|this (?:week|month)|(?:after|post)[- ]?(?:the |this )?(?:call|meeting)|from (?:my|our) side|the upcoming|in the next`,
  ),
  begins:
    /^(?:i'll|i will|i can|i'm going to|please|maybe|let me|we'll|we will|we should|can you|could you|would you|just|everyone|everybody|feel free|if you|if any|what you|what i)\b/i,
  supposes: words(
    `if|whether|when|because|since|which means|would have|in theory|could be|for example|let's say|suppose|imagine|assume|in case|as long as|in which`,
  ),
  denies: words(
    `can't|cannot|won't|don't|doesn't|not|never|couldn't|wouldn't|shouldn't|no longer|didn't|isn't`,
  ),
  looksBack: words(
    `was|were|had|did|already|i've|we've|thought|said|wanted|discussed|noticed|realized|last (?:week|time|call|meeting|month)`,
  ),
  leads: words(
    `get started|get into it|wrap (?:up|this)|move (?:on|to|ahead|forward|along)|next (?:up|point|topic|section|item|agenda|one|discussion)|minutes? (?:left|more|or|per)|another minute|screen|slides?|hear|hand (?:it|this|that|the floor)|turn (?:it|this|that|to)|floor|see you|good ?bye|go ahead|go first|start with|start (?:the )?(?:stream|recording)|begin|call it|close (?:this|it) out|on (?:this|the|today's) call today|discuss today|presentations?|mike|welcome|interest of time|speak|repeat|microphone`,
  ),
  tells: words(
    `(?:i'll|i will|let me|i can|i want to|i'd like to|i would like to|going to|gonna|i wanted to|would you|could you|can you)(?: \\w+){0,2} (?:say|mention|explain|show|share my|share the screen|talk about|present|describe|read|give|answer|elaborate|clarify|speak|highlight|go through|be (?:brief|quick|very)|tell|see|start|think|put (?:it|that) this way|demonstrate|hear|rephrase|restate|ask)`,
  ),
}
