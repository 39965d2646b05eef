import { type ReactNode, useId } from 'react'

interface Props {
  title: ReactNode
  /** 2 for the parts of a page, 3 within one of them. */
  level?: 2 | 3
  /** How many entries follow. */
  count?: string
  /** What may be done here, at the end of the heading's line. */
  aside?: ReactNode
  id?: string
  children: ReactNode
}

export const Section = ({ title, level = 2, count, aside, id, children }: Props) => {
  const heading = useId()
  const Heading = `h${level}` as const
  return (
    <section aria-labelledby={heading} className="section" id={id}>
      <header>
        <Heading id={heading}>
          {title}
          {count !== undefined && <span className="count">{count}</span>}
        </Heading>
        {aside}
      </header>
      {children}
    </section>
  )
}

/** What is kept for those who ask: history, technical detail. */
export const Fold = ({
  title,
  open,
  children,
}: {
  title: ReactNode
  open?: boolean
  children: ReactNode
}) => (
  <details className="fold" open={open}>
    <summary>{title}</summary>
    <div>{children}</div>
  </details>
)
