import type { REGISTRATION_REFUSALS } from '../../../../rules/refusals/registration.ts'
import type { RefusalWords } from '../../translation.ts'

export const REGISTRATION: Record<keyof typeof REGISTRATION_REFUSALS, RefusalWords> = {
  registration_closed: {
    description: 'Clients registrieren sich hier nicht selbst',
    mend: 'Bitten Sie den Betreiber, den Client zu registrieren oder registration des Mandanten auf token oder open zu setzen.',
  },
  initial_access_token_missing: {
    description: 'zum Registrieren braucht es ein Initial-Access-Token',
    mend: 'Bitten Sie den Betreiber darum, und senden Sie es im Authorization-Header: Bearer, ein Leerzeichen, das Token (RFC 7591 §3).',
  },
  initial_access_token_invalid: {
    description:
      'das Initial-Access-Token ist fehlerhaft, abgelaufen, widerrufen oder aufgebraucht',
    mend: 'Bitten Sie den Betreiber um ein neues.',
  },
  registration_access_token_missing: {
    description: 'es ist kein Registration-Access-Token da',
    mend: 'Senden Sie das registration_access_token dieses Clients im Authorization-Header (RFC 7592 §2).',
  },
  registration_access_token_invalid: {
    description: 'hier ist kein Client, zu dem dieses Registration-Access-Token gehört',
    mend: 'Senden Sie das Token an die registration_client_uri, mit der es kam. Ein gelöschter oder abgeschalteter Client hat keines.',
  },
  registrations_too_many: {
    description: 'zu viele Registrierungen in kurzer Zeit',
    mend: 'Warten Sie, oder registrieren Sie mit einem Initial-Access-Token.',
  },
  body_not_json: {
    description: 'der Inhalt ist kein JSON-Objekt',
    mend: 'Senden Sie die Client-Metadaten als JSON-Objekt, Content-Type: application/json (RFC 7591 §3.1).',
  },
}
