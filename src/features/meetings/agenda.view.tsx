import { SourceMark } from '../../web/parts/sourced.tsx'
import { Said } from '../../web/pages/pieces.tsx'
import type { Context } from '../record/record.api.ts'
import type { AgendaItem } from './agenda.ts'

/** The agenda with its sub-items; several wordings of one item stand under its number. */
export const Agenda = ({ items, context }: { items: readonly AgendaItem[]; context: Context }) => (
  <ol className="agenda">
    {items.map(item => (
      <li key={item.number}>
        <span className="agenda-number">{item.number}</span>
        <div>
          {item.claims.map(claim => (
            <Said key={claim.id} text={claim.value.text}>
              <SourceMark claims={[claim]} context={context} />
            </Said>
          ))}
          {item.items.length > 0 && <Agenda items={item.items} context={context} />}
        </div>
      </li>
    ))}
  </ol>
)
