/** An address that leads nowhere. */
import { Compass } from 'lucide-react'
import { Empty } from '../parts/Empty.tsx'
import { Page } from '../parts/Page.tsx'
import { Link } from '../router/router.tsx'

export const NotFoundPage = () => (
  <Page title="Nothing here">
    <Empty
      icon={Compass}
      title="This address leads nowhere"
      action={
        <Link className="button primary" to="/">
          Go to Upcoming
        </Link>
      }
    >
      The link may be mistyped, or what it led to may have been deleted.
    </Empty>
  </Page>
)
