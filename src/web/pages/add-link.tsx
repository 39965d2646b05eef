import { type RecordAim, recordLink } from '../../features/record/links.ts'
import { useMayWrite } from '../../features/record/writing.view.tsx'

/** Leads to where the record is added to; not there for those who may not add. */
export const AddLink = ({ aim, children }: { aim: RecordAim; children: string }) =>
  useMayWrite() === 'yes' ? <a href={recordLink(aim)}>{children}</a> : null
