/** On or off. Its label says what it decides; what it is now stands beside it in words. */
type Props = { label: string; isOn: boolean; onChange: (isOn: boolean) => void; disabled?: boolean }

export const Switch = ({ label, isOn, onChange, disabled = false }: Props) => (
  <button
    type="button"
    role="switch"
    className="switch"
    aria-checked={isOn}
    aria-label={label}
    disabled={disabled}
    onClick={() => onChange(!isOn)}
  />
)
