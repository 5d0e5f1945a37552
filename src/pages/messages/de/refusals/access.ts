import type { ACCESS_REFUSALS } from '../../../../rules/refusals/access.ts'
import type { RefusalWords } from '../../translation.ts'

export const ACCESS: Record<keyof typeof ACCESS_REFUSALS, RefusalWords> = {
  access_token_missing: {
    description: 'es ist kein Access-Token da',
    mend: 'Senden Sie es im Authorization-Header: Bearer, ein Leerzeichen, das Token (RFC 6750 §2.1).',
  },
  access_token_ambiguous: {
    description: 'das Access-Token ist mehr als einmal da',
    mend: 'Senden Sie es einmal: im Authorization-Header oder im Formular (RFC 6750 §2).',
  },
  access_token_invalid: {
    description: 'das Access-Token ist fehlerhaft, abgelaufen oder widerrufen',
    mend: 'Holen Sie mit dem Refresh-Token ein neues, oder lassen Sie die Person sich neu anmelden.',
  },
  access_token_scheme: {
    description: 'das Access-Token kam unter dem falschen Schema',
    mend: 'Senden Sie es unter seinem token_type: DPoP mit Nachweis, wenn es an einen Schlüssel gebunden ist, sonst Bearer (RFC 9449 §7.1).',
  },
  access_token_scope: {
    description: 'dem Access-Token fehlt der nötige Scope',
    mend: 'Fragen Sie bei der Anmeldung nach dem Scope openid.',
  },
  introspection_public: {
    description: 'ein Client, der sich nicht ausweisen kann, darf nicht nach Token fragen',
    mend: 'Fragen Sie als ein Client, der ein Secret oder einen Schlüssel hat (RFC 7662 §2.1).',
  },
  token_missing: {
    description: 'token fehlt',
    mend: 'Senden Sie das Token, nach dem Sie fragen.',
  },
}
