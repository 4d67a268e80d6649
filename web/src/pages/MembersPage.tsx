/** Who is here, in which role, and who is invited. */
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../me.ts'
import { Invitations } from '../parts/Invitations.tsx'
import { InviteCard } from '../parts/InviteCard.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { MemberRow } from '../parts/MemberRow.tsx'
import { Page } from '../parts/Page.tsx'
import { members as membersQuery } from '../queries.ts'

export default function MembersPage() {
  const { organization } = useMe()
  const mine = organization?.role ?? 'member'
  const canManage = mine !== 'member'
  return (
    <Page title="Members" lead={`Who works in ${organization?.name ?? 'this organization'}.`}>
      <Loaded query={useQuery(membersQuery)} rows={3}>
        {({ members, invitations }) => {
          const owners = members.filter(({ role }) => role === 'owner').length
          return (
            <>
              <ul className="card flush">
                {members.map((member) => (
                  <MemberRow
                    key={member.id}
                    member={member}
                    mine={mine}
                    isOnlyOwner={member.role === 'owner' && owners === 1}
                  />
                ))}
              </ul>
              {canManage && <InviteCard />}
              <Invitations invitations={invitations} canManage={canManage} />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
