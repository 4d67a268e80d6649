/** Sign in, at whatever address one came to; afterwards that page opens. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { askForNewPassword, signIn, signInWith, signUp } from '../auth.ts'
import { Field } from '../parts/Field.tsx'
import { FormTrouble, Sign } from '../parts/Sign.tsx'
import { welcome } from '../queries.ts'
import { Link } from '../router/router.tsx'

/** Whose account the demo makes (scripts/lib/demo-login.ts). */
const DEMO_ADDRESS = 'maya@northwind.example'
type Mode = 'sign-in' | 'sign-up' | 'forgot'
const titles = { 'sign-in': 'Sign in', 'sign-up': 'Make an account', forgot: 'New password' }

type Props = { email?: string; canSignUp?: boolean; lead?: string }

export default function SignInPage({ email, canSignUp, lead }: Props) {
  const { data } = useQuery(welcome)
  const [mode, go] = useState<Mode>(canSignUp ? 'sign-up' : 'sign-in')
  const hint = email ?? (data?.demo && !data.needsSetup ? DEMO_ADDRESS : undefined)
  const maySignUp = canSignUp || (data && data.signUp !== 'invitation')
  return (
    <Sign title={titles[mode]} lead={lead}>
      {data?.needsSetup && <SetupHint />}
      {data?.demo && !data.needsSetup && mode === 'sign-in' && <DemoHint />}
      {mode === 'forgot' ? (
        <Forgot email={hint} />
      ) : (
        <Account key={hint} mode={mode} email={mode === 'sign-in' ? hint : email} />
      )}
      {mode !== 'forgot' && data && data.providers.length > 0 && <Providers providers={data.providers} />}
      <p className="cluster small" style={{ justifyContent: 'space-between' }}>
        {mode !== 'sign-in' && <Other onClick={() => go('sign-in')}>Sign in instead</Other>}
        {mode === 'sign-in' && <Other onClick={() => go('forgot')}>Forgot the password</Other>}
        {mode === 'sign-in' && maySignUp && <Other onClick={() => go('sign-up')}>Make an account</Other>}
      </p>
    </Sign>
  )
}

function Account({ mode, email }: { mode: 'sign-in' | 'sign-up'; email: string | undefined }) {
  const queries = useQueryClient()
  const isNew = mode === 'sign-up'
  const enter = useMutation({
    mutationFn: (form: FormData) => {
      const [name, address, password] = ['name', 'email', 'password'].map((part) => String(form.get(part)))
      return isNew ? signUp(name ?? '', address ?? '', password ?? '') : signIn(address ?? '', password ?? '')
    },
    onSuccess: () => queries.resetQueries({ queryKey: ['me'] }),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        enter.mutate(new FormData(event.currentTarget))
      }}
    >
      {isNew && <Field label="Name" name="name" autoComplete="name" required />}
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        required
        minLength={isNew ? 12 : undefined}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        {...(isNew && { hint: 'At least 12 characters.' })}
      />
      <FormTrouble error={enter.error} />
      <button type="submit" className="button primary" disabled={enter.isPending}>
        {isNew ? 'Make the account' : 'Sign in'}
      </button>
    </form>
  )
}

function Forgot({ email }: { email: string | undefined }) {
  const ask = useMutation({ mutationFn: askForNewPassword })
  if (ask.isSuccess)
    return (
      <p role="status">
        If this address has an account, a mail with a link is on its way. It works for one hour.
      </p>
    )
  return (
    <form action={(form) => ask.mutate(String(form.get('email')))}>
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={email}
      />
      <FormTrouble error={ask.error} />
      <button type="submit" className="button primary" disabled={ask.isPending}>
        Send me a link
      </button>
    </form>
  )
}

function Providers({ providers }: { providers: readonly ('google' | 'microsoft')[] }) {
  const enter = useMutation({
    mutationFn: (provider: 'google' | 'microsoft') =>
      signInWith(provider, location.pathname + location.search),
  })
  return (
    <>
      <p className="or">or</p>
      {providers.map((provider) => (
        <button key={provider} type="button" className="button" onClick={() => enter.mutate(provider)}>
          Continue with {provider === 'google' ? 'Google' : 'Microsoft'}
        </button>
      ))}
      <FormTrouble error={enter.error} />
    </>
  )
}

const DemoHint = () => (
  <p className="note accent small">
    <KeyRound size={16} aria-hidden />
    <span>
      This is a demo, and you are Maya. The password was printed in the terminal in which it was started.
    </span>
  </p>
)

const SetupHint = () => (
  <p className="note accent small">
    <KeyRound size={16} aria-hidden />
    <span>
      Nobody has an account yet. Open the one-time link that the server printed when it started, or{' '}
      <Link to="/setup">enter its token</Link>.
    </span>
  </p>
)

const Other = ({ children, onClick }: { children: string; onClick: () => void }) => (
  <button type="button" className="link" onClick={onClick}>
    {children}
  </button>
)
