/** The very first account, with the token that the server printed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { signIn } from '../auth.ts'
import { Field } from '../parts/Field.tsx'
import { FormTrouble, Sign } from '../parts/Sign.tsx'
import { welcome } from '../queries.ts'
import { go } from '../router/address.ts'
import { Link, useSearchParams } from '../router/router.tsx'

export default function SetupPage() {
  const { data } = useQuery(welcome)
  if (data && !data.needsSetup)
    return (
      <Sign
        title="This server is set up"
        lead="The one-time link has done its work. Sign in with your account."
      >
        <Link className="button primary" to="/">
          Sign in
        </Link>
      </Sign>
    )
  return <SetupForm />
}

function SetupForm() {
  const [search] = useSearchParams()
  const setUp = useSetUp()
  const token = search.get('token') ?? ''
  return (
    <Sign title="Set up LiveConvo" lead="You become the owner of the first organization, and the operator.">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setUp.mutate(new FormData(event.currentTarget))
        }}
      >
        {token === '' ? (
          <Field
            label="Token"
            name="token"
            required
            autoComplete="off"
            error={setUp.error}
            hint="Printed by the server."
          />
        ) : (
          <input type="hidden" name="token" value={token} />
        )}
        <Field label="Your name" name="fullName" autoComplete="name" required error={setUp.error} />
        <Field
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={setUp.error}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          required
          error={setUp.error}
          hint="At least 12 characters."
        />
        <Field
          label="Organization"
          name="organizationName"
          autoComplete="organization"
          required
          error={setUp.error}
        />
        <FormTrouble error={setUp.error} />
        <button type="submit" className="button primary" disabled={setUp.isPending}>
          Set up and sign in
        </button>
      </form>
    </Sign>
  )
}

function useSetUp() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (form: FormData) => {
      const said = (name: string) => String(form.get(name) ?? '')
      const [email, password] = [said('email'), said('password')]
      const names = { fullName: said('fullName'), organizationName: said('organizationName') }
      await api('POST /v1/setup', { body: { token: said('token'), email, password, ...names } })
      await signIn(email, password)
    },
    onSuccess: async () => {
      await queries.resetQueries()
      go('/')
    },
  })
}
