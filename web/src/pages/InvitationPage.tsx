/** What an invitation leads to: who invites, into which organization, and one button. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, Problem } from '../api.ts'
import { signOut } from '../auth.ts'
import { FormTrouble, Sign } from '../parts/Sign.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { invitation as invitationQuery, me as meQuery } from '../queries.ts'
import { go } from '../router/address.ts'
import { Link, useParams } from '../router/router.tsx'
import SignInPage from './SignInPage.tsx'

export default function InvitationPage() {
  const { id = '' } = useParams()
  const invitation = useQuery(invitationQuery(id))
  const me = useQuery(meQuery)
  if (invitation.error)
    return <NoInvitation error={invitation.error} retry={() => void invitation.refetch()} />
  if (!invitation.data || me.isPending) return <Sign title="Invitation" lead="Loading …" />
  const { organizationName, invitedBy, email, hasAccount } = invitation.data
  const isSignedOut = me.error instanceof Problem && me.error.status === 401
  if (isSignedOut) {
    const lead = `${invitedBy} invites you to ${organizationName} on LiveConvo.`
    return <SignInPage email={email} canSignUp={!hasAccount} lead={lead} />
  }
  return (
    <Sign
      title={`Join ${organizationName}`}
      lead={`${invitedBy} invites ${email}. You will see the meetings that are open to the organization.`}
    >
      {me.data?.user.email.toLowerCase() === email.toLowerCase() ? (
        <Accept id={id} />
      ) : (
        <WrongAccount mine={me.data?.user.email} invited={email} />
      )}
    </Sign>
  )
}

/** A link that has ended is one thing; a server that could not answer is another, and worth a second try. */
function NoInvitation({ error, retry }: { error: Error; retry: () => void }) {
  const isOver = error instanceof Problem && [400, 404, 410].includes(error.status)
  if (!isOver)
    return (
      <Sign title="Invitation">
        <Trouble
          error={error}
          title="The invitation could not be loaded"
          advice="Nothing has happened to it: the same link can be opened again later."
          retry={retry}
        />
      </Sign>
    )
  return (
    <Sign
      title="This invitation does not work"
      lead="It was used already, withdrawn, or is older than seven days. Whoever invited you can send a new one."
    >
      <Link className="button" to="/">
        Sign in
      </Link>
    </Sign>
  )
}

function Accept({ id }: { id: string }) {
  const queries = useQueryClient()
  const accept = useMutation({
    mutationFn: () => api('POST /v1/invitations/{id}/accept', { params: { id } }),
    onSuccess: async () => {
      await queries.resetQueries()
      go('/')
    },
  })
  return (
    <>
      <FormTrouble error={accept.error} />
      <button
        type="button"
        className="button primary"
        disabled={accept.isPending}
        onClick={() => accept.mutate()}
      >
        Join the organization
      </button>
    </>
  )
}

const WrongAccount = ({ mine, invited }: { mine: string | undefined; invited: string }) => (
  <div className="stack">
    <p>
      You are signed in as <b>{mine}</b>, but the invitation is for <b>{invited}</b>.
    </p>
    <button type="button" className="button" onClick={() => void signOut(location.pathname)}>
      Sign out and use the other address
    </button>
  </div>
)
