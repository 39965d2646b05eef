import { type ComponentPropsWithRef, type ReactNode, useId } from 'react'

interface Around {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong with what was entered. */
  fault?: string | null | undefined
}

interface Wiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A control with its label, its hint and what is wrong with it. */
export const Field = ({
  label,
  hint,
  fault,
  children,
}: Around & { children: (wiring: Wiring) => ReactNode }) => {
  const id = useId()
  const described = [hint !== undefined && `${id}-hint`, Boolean(fault) && `${id}-fault`].filter(Boolean)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': fault ? true : undefined,
      })}
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}

export const TextField = ({ label, hint, fault, ...input }: Around & ComponentPropsWithRef<'input'>) => (
  <Field label={label} hint={hint} fault={fault}>
    {wiring => <input type="text" {...input} {...wiring} />}
  </Field>
)

export const TextArea = ({ label, hint, fault, ...input }: Around & ComponentPropsWithRef<'textarea'>) => (
  <Field label={label} hint={hint} fault={fault}>
    {wiring => <textarea rows={4} dir="auto" {...input} {...wiring} />}
  </Field>
)

export const SelectField = ({
  label,
  hint,
  fault,
  children,
  ...select
}: Around & ComponentPropsWithRef<'select'>) => (
  <Field label={label} hint={hint} fault={fault}>
    {wiring => (
      <select {...select} {...wiring}>
        {children}
      </select>
    )}
  </Field>
)
