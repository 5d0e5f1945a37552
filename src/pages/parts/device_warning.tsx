/** What somebody must read who was sent a code by a stranger: "remote phishing" (RFC 8628 §5.4). */
import type { Language } from '../messages/language.ts'

export const DeviceWarning = ({ lang }: { lang: Language }) => {
  const words = lang.messages.device
  return (
    <div class="warning">
      <p>
        <strong>{words.warning}</strong>
      </p>
      <p>{words.warningHelp}</p>
    </div>
  )
}
