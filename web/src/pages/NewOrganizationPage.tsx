/** Signed in, but in no organization yet. */
import { signOut } from '../auth.ts'
import { NewOrganization } from '../parts/NewOrganization.tsx'
import { Sign } from '../parts/Sign.tsx'

export default function NewOrganizationPage() {
  return (
    <Sign
      title="One more step"
      lead="Meetings belong to an organization. Make one, or open the invitation that was mailed to you."
    >
      <NewOrganization />
      <button
        type="button"
        className="link small"
        style={{ justifySelf: 'start' }}
        onClick={() => void signOut()}
      >
        Sign out
      </button>
    </Sign>
  )
}
