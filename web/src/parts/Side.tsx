/** What stands at the side of every page: our sign, the pages, who I am. */
import type { Me } from '../queries.ts'
import { AccountButton } from './AccountButton.tsx'
import { Brand } from './Brand.tsx'
import { Nav } from './Nav.tsx'

export const Side = ({ me }: { me: Me }) => (
  <>
    <Brand />
    <Nav isOperator={me.user.isOperator} />
    <div className="side-foot">
      <AccountButton me={me} />
    </div>
  </>
)
