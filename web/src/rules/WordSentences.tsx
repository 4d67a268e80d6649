/** Words in the title, and people by their domain or address: which have to be there, and which must not. */
import { Sentence, useEditing } from './Sentence.tsx'
import { Words } from './Words.tsx'

export function KeywordSentences() {
  const { rules, set, error } = useEditing()
  return (
    <>
      <Sentence names={['excludedKeywords']} about="Words that keep the bot out">
        <p>Never join when it contains …</p>
        <Words
          label="Words that keep the bot out"
          placeholder="A word, such as 1:1 or private"
          words={rules.excludedKeywords}
          onChange={(excludedKeywords) => set({ excludedKeywords })}
          error={error}
          name="excludedKeywords"
        />
      </Sentence>
      <Sentence names={['requiredKeywords']} about="Words that have to be there">
        <p>
          {rules.requiredKeywords.length === 0
            ? 'Join whatever it is called. To narrow it, ask for a word …'
            : 'Join only when it contains one of …'}
        </p>
        <Words
          label="Words that have to be there"
          placeholder="A word, such as demo"
          words={rules.requiredKeywords}
          onChange={(requiredKeywords) => set({ requiredKeywords })}
          error={error}
          name="requiredKeywords"
        />
      </Sentence>
      <Sentence names={['keywordScope']} about="Where words are looked for">
        <p>
          Words are looked for in{' '}
          <select
            className="input short"
            aria-label="Where words are looked for"
            value={rules.keywordScope}
            onChange={({ target }) =>
              set({ keywordScope: target.value === 'title' ? 'title' : 'title_and_description' })
            }
          >
            <option value="title">the title</option>
            <option value="title_and_description">the title and the description</option>
          </select>
        </p>
      </Sentence>
    </>
  )
}

export function DomainSentences() {
  const { rules, set, error } = useEditing()
  return (
    <>
      <Sentence names={['includedDomains']} about="Who has to be invited">
        <p>
          {rules.includedDomains.length === 0
            ? 'Join whoever is invited. To narrow it, name a domain or a person …'
            : 'Join only when somebody is invited from …'}
        </p>
        <Words
          label="Domains and people that must be among the invited"
          placeholder="example.com, *.example.com or an address"
          words={rules.includedDomains}
          onChange={(includedDomains) => set({ includedDomains })}
          error={error}
          name="includedDomains"
          isLower
        />
      </Sentence>
      <Sentence names={['excludedDomains']} about="Who must not be invited">
        <p>Never join when somebody is invited from …</p>
        <Words
          label="Domains and people that keep the bot out"
          placeholder="example.com, *.example.com or an address"
          words={rules.excludedDomains}
          onChange={(excludedDomains) => set({ excludedDomains })}
          error={error}
          name="excludedDomains"
          isLower
        />
      </Sentence>
    </>
  )
}
