/** Our sign and name, leading home. */
import { Link } from '../router/router.tsx'

export const Brand = () => (
  <Link to="/" className="brand">
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <path
        d="M9 13v6M14 9v14M19 12v8M24 14.5v3"
        stroke="var(--on-accent)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
    LiveConvo
  </Link>
)
