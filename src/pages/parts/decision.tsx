/** What an app may do, and the two answers to it. The buttons' ids are known to password managers, tests and scripts. */
import { HiddenFields } from './hidden_fields.tsx'

/** @param permissions each a sentence that goes on from "may" */
export const Permissions = ({ permissions }: { permissions: readonly string[] }) => (
  <ul class="permissions">
    {permissions.map((permission) => (
      <li>
        <bdi>{permission}</bdi>
      </li>
    ))}
  </ul>
)

interface DecisionProps {
  action: string
  fields: Record<string, string> | undefined
  words: { approve: string; deny: string }
}

/** Posts `decision`: `approve` or `deny`. */
export const Decision = ({ action, fields, words }: DecisionProps) => (
  <form method="post" action={action} class="pair">
    <HiddenFields fields={fields} />
    <button class="primary" type="submit" id="consent-approve" name="decision" value="approve">
      {words.approve}
    </button>
    <button type="submit" id="consent-deny" name="decision" value="deny">
      {words.deny}
    </button>
  </form>
)
