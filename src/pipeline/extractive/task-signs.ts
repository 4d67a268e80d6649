/** The words by which somebody takes a task or is given one, from the plainest to the faintest. */

const TASK =
  'add|ask|arrange|assign|book|bring|build|call|change|check|circulate|clean|close|collect|complete|confirm|contact|coordinate|create|cut|define|deliver|deploy|design|document|do|draft|draw|email|e-mail|file|finalize|find|finish|fix|follow|forward|gather|get|give|go through|handle|hand|implement|investigate|invite|look|mail|make|merge|message|migrate|move|open|order|organi[sz]e|own|page|ping|poll|post|prepare|present|print|propose|provide|publish|pull|push|put|raise|reach|record|release|remind|remove|reply|report|review|revise|rewrite|run|schedule|send|set|share|ship|sign|sort|speak|start|submit|summari[sz]e|switch|sync|take|talk|tell|test|touch base|track|try|turn|update|upload|verify|work|write'
const HEDGE =
  '(?:also |just |then |now |quickly |probably |definitely |maybe |certainly |go and |go ahead and |try and |try to |make sure to |make sure we |have to |need to |be able to )*'

/** "I'll send it": the speaker takes it on. */
export const MINE = new RegExp(
  `\\b(?:i'll|i will|i am going to|i'm going to|i'm gonna|i can|let me|i need to|i have to|i'd be happy to|i'm happy to|i would be happy to)\\s+${HEDGE}(?:${TASK})\\b`,
  'i',
)
/** Of those, the ones that may be mere talk. */
export const TRIED = /\b(?:i can|i need to|i have to|let me|happy to)\b/i
/** "Okay, we'll try to do this": the speaker takes it on for several. */
export const COMMITTED =
  /\b(?:action item (?:for|on|is)|i'll take (?:that|this|it) (?:on|offline|up)|(?:i|we)'ll follow[- ]up|(?:i|we) will follow[- ]up|i'll (?:reach out|ping|dm|share|post|send|open|write|schedule|create|draft|update|set up)\b|put me down|leave (?:it|that|this) (?:to|with) me)\b/i
/** "Dana, can you …": somebody, perhaps by name, is asked. */
export const YOURS =
  /^(?:(?<name>\p{Lu}[\p{L}'-]+)(?: \p{Lu}[\p{L}'-]+)?,? )?(?:(?:can|could|would|will) you|please)(?: please| also| maybe| just)? (?<task>\w+.*)/u
/** "Dana will …", "Dana to …": somebody is named. */
export const NAMED =
  /^(?<name>\p{Lu}[\p{L}'-]+)(?: will| is going to| to| has to| needs to| owns| takes)\s+(?<task>\w+.*)/u
/** "Please leave a comment", "if anybody has feedback": everybody is asked. */
export const ASKED_OF_ALL = new RegExp(
  [
    `\\bplease (?:do |also |just |feel free to |try to |make sure |let |reach |chime |come |join |leave |take )`,
    `\\bplease (?:${TASK})\\b`,
    `\\b(?:feel free|don't hesitate) to (?:${TASK}|chime|leave|join|comment|add|dm|let)\\b`,
    `\\b(?:if (?:you|anybody|anyone|somebody|someone) (?:has|have|wants?)|any) (?:[\\w ]{0,20})?(?:feedback|comments?|input|thoughts|suggestions|objections)\\b.*\\b(?:please|let|leave|post|share|reach|happy|know)\\b`,
    `\\b(?:would be|it'd be|it would be|that'd be) (?:really |very |super )?(?:great|good|nice|helpful|useful|awesome|appreciated)(?: if| to|,)`,
    `\\b(?:i|we)(?:'d| would) (?:really |very much )?(?:appreciate|like (?:everyone|everybody|people|teams|clients|you|to (?:ask|encourage|get)))\\b`,
    `\\b(?:i|we) (?:would )?(?:encourage|urge|invite|ask) (?:you|everyone|everybody|people|teams|all|clients|folks)\\b`,
    `\\b(?:everyone|everybody|teams?|clients?|folks|people|you guys|you) (?:should|need to|needs to|have to|has to|must|to) (?:please )?(?:${TASK}|have a look|take a look)\\b`,
  ].join('|'),
  'i',
)
/** "The next step is …", "the goal is to have it by …". */
export const NEXT =
  /\b(?:(?:the |my |our )?(?:next steps?|action items?|to-?dos?|follow[- ]?ups?|homework) (?:is|are|would be|here|for)|(?:the|our|my) (?:goal|plan|ask|idea) (?:then |now |here )?(?:is|would be) to|needs? to be (?:done|finished|updated|merged|reviewed|finalized|fixed|resolved|decided|written|tested|completed|specified|addressed)|(?:take|move|continue|have) (?:this|that|it|the (?:discussion|conversation)) (?:offline|async|to discord|in the chat|over to|into the)|(?:once|when) .{3,40} (?:is|gets) merged)\b/i
/** "We should …", "somebody has to …": wanted, and nobody's yet. */
export const OURS = new RegExp(
  `\\b(?:we need to|we have to|we should|we'll|we will|we can|let's|someone (?:needs|has|should)(?: to)?|somebody (?:needs|has|should)(?: to)?)\\s+${HEDGE}(?:${TASK})\\b`,
  'i',
)
export const YES =
  /^(?:yes|yeah|yep|yup|sure|okay|ok|will do|of course|absolutely|happy to|done|no problem|i will|i'll|i can|fine|consider it)\b/i
export const NOT_A_TASK =
  /\b(?:i'll|i will|let me) (?:be|say|see|tell you|admit|never|not|think|give you a|share my screen|start (?:with|by)|talk about|read (?:it|that|this|out)|give (?:it|him|her|them|you) (?:a|an|one|two|three|four|five|six|seven|maybe)\b|turn (?:it|this) over|hand (?:it|this)? ?over|go (?:first|next|ahead)|take (?:that|it) as|put (?:it|that) this way|just say)\b|\b(?:do|make|get) (?:that|it|this|sense|sure)\.?$|\b(?:can|could) (?:you|everyone|everybody|anyone) (?:guys )?(?:see|hear)\b|\b(?:can|could|would|will) you (?:please |maybe |also |just |briefly |quickly )*(?:repeat|explain|elaborate|clarify|say|speak|start|begin|continue|mute|unmute|(?:tell|give|show) (?:us|me))\b|\bplease go ahead\b|\bcall it (?:a|the) \w+|\b(?:talk|speak) to you (?:all |guys |both )?(?:again |then |tomorrow|soon|next|later)|\bsee you\b|^please,? (?:go|continue|proceed)|\bfeel free to (?:unmute|jump in|interrupt|go)\b|\b(?:let's|we'll|we can|i'll) (?:see|move on|move to|start with|get started|go to|go through the agenda|give (?:it|people|everyone))\b/i
/** What is meant stands before it. */
export const REFERS_BACK =
  /\b(?:this|it|these|those|them|there|here)\b|\b(?:do|take|move|fix|address|handle|finish|merge|test|check|review|send|post|share|for|on|about|to) that\b/i

/** Some services write the curly apostrophe; the signs above know the straight one. */
export const plain = (text: string): string => text.replaceAll('’', "'")
