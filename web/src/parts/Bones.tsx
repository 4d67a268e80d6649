/** The outline of a list that is on its way: same rows, same heights, so that nothing jumps when it arrives. */
const widths = ['62%', '44%', '71%', '53%']

export const Bones = ({ rows = 4 }: { rows?: number }) => (
  <div role="status">
    <span className="hidden">Loading</span>
    {rows > 0 && (
      <div className="card flush" aria-hidden>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that never move
          <div className="row" key={row}>
            <span className="bone" style={{ width: 44 }} />
            <div className="stack-tight" style={{ gap: 10 }}>
              <span className="bone" style={{ width: widths[row % 4] }} />
              <span className="bone" style={{ width: '32%', height: '0.8em' }} />
            </div>
          </div>
        ))}
      </div>
    )}
  </div>
)
