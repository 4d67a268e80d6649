/** Catches what a page throws, so that a bug in one part is an honest page and not a white one. */
import { Component, type ReactNode } from 'react'
import { Trouble } from './Trouble.tsx'

type State = { error: Error | null }

export class ErrorWall extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render() {
    if (!this.state.error) return this.props.children
    return (
      <main className="page">
        <Trouble
          error={this.state.error}
          title="This page stopped working"
          advice="Nothing on the server was changed. Load the page again; if it happens once more, tell the operator."
          retry={() => location.reload()}
        />
      </main>
    )
  }
}
