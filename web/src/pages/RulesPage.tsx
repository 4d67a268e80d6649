/** What would change if …? The rules as sentences; beside them the meetings that would flip, before anything is saved. */
import { useQuery } from '@tanstack/react-query'
import { BotSettings } from '../bots/BotSettings.tsx'
import { useMe } from '../me.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { policies as policiesQuery, rules as rulesQuery } from '../queries.ts'
import { useSearchParams } from '../router/router.tsx'
import { MyRules } from '../rules/MyRules.tsx'
import { OrganizationRules } from '../rules/OrganizationRules.tsx'
import { Paused } from '../upcoming/Notices.tsx'

export default function RulesPage() {
  const { organization } = useMe()
  const [search, setSearch] = useSearchParams()
  const mayManage = organization !== null && organization.role !== 'member'
  const isForAll = mayManage && search.get('for') === 'everybody'
  return (
    <Page
      title="Rules"
      lead={
        isForAll
          ? 'What holds for everybody in your organization.'
          : 'Which meetings are joined when you say nothing. Your word on a meeting always wins.'
      }
      wide
      actions={
        mayManage && (
          <fieldset className="choice">
            <legend className="hidden">Whose rules</legend>
            <button type="button" aria-pressed={!isForAll} onClick={() => setSearch({})}>
              Mine
            </button>
            <button type="button" aria-pressed={isForAll} onClick={() => setSearch({ for: 'everybody' })}>
              Everybody’s
            </button>
          </fieldset>
        )
      }
    >
      {isForAll ? <ForEverybody /> : <Mine />}
    </Page>
  )
}

function Mine() {
  const kept = useQuery(rulesQuery)
  return (
    <Loaded query={useQuery(policiesQuery)} rows={3}>
      {(policies) => (
        <Loaded query={kept} rows={3}>
          {(rules) => (
            <>
              {rules.pausedAt && <Paused since={rules.pausedAt} />}
              <MyRules kept={rules} policies={policies} />
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

const ForEverybody = () => (
  <Loaded query={useQuery(policiesQuery)} rows={3}>
    {(policies) => (
      <>
        <OrganizationRules policies={policies} />
        <BotSettings />
      </>
    )}
  </Loaded>
)
