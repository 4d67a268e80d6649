/** A new password, with the token from the mail. */
import { useMutation } from '@tanstack/react-query'
import { resetPassword } from '../auth.ts'
import { Field } from '../parts/Field.tsx'
import { FormTrouble, Sign } from '../parts/Sign.tsx'
import { Link, useSearchParams } from '../router/router.tsx'

export default function ResetPasswordPage() {
  const [search] = useSearchParams()
  const token = search.get('token')
  const reset = useMutation({ mutationFn: (password: string) => resetPassword(token ?? '', password) })
  if (!token || search.get('error'))
    return (
      <Sign title="This link does not work" lead="It may be used already, or older than an hour.">
        <Link className="button primary" to="/">
          Ask for a new one
        </Link>
      </Sign>
    )
  if (reset.isSuccess)
    return (
      <Sign title="The password is changed" lead="Sign in with it now.">
        <Link className="button primary" to="/">
          Sign in
        </Link>
      </Sign>
    )
  return (
    <Sign title="Choose a new password">
      <form action={(form) => reset.mutate(String(form.get('password')))}>
        <Field
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          required
          hint="At least 12 characters."
        />
        <FormTrouble error={reset.error} />
        <button type="submit" className="button primary" disabled={reset.isPending}>
          Change the password
        </button>
      </form>
    </Sign>
  )
}
