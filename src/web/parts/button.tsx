import type { ComponentPropsWithRef } from 'react'

interface Props extends ComponentPropsWithRef<'button'> {
  /** One primary button at most in a view. */
  look?: 'primary' | 'usual' | 'quiet' | 'danger'
  /** Its work is under way: it stays where it is and cannot be pressed again. */
  busy?: boolean
}

export const Button = ({ look = 'usual', busy = false, className, disabled, children, ...rest }: Props) => (
  <button
    type="button"
    {...rest}
    className={`button ${look} ${className ?? ''}`}
    disabled={disabled === true || busy}
    aria-busy={busy || undefined}
  >
    {children}
  </button>
)
