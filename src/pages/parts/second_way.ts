/** What the form of one way to prove the second factor is given. */
import type { PageProps } from '../layout.tsx'
import type { AttemptFailure } from './attempt_notice.tsx'

export interface WayProps extends PageProps {
  /** `/login/second/{way}` */
  action: string
  fields: Record<string, string>
  /** Whose second factor it is. */
  username: string
  failure?: AttemptFailure
  /** Of a mailed code: whether this browser has asked for one. */
  isMailed?: boolean
}
