import type { CLIENT_REFUSALS } from '../../../../rules/refusals/client.ts'
import type { RefusalWords } from '../../translation.ts'

export const CLIENT: Record<keyof typeof CLIENT_REFUSALS, RefusalWords> = {
  client_unknown: {
    description: 'der Client ist nicht bekannt',
    mend: 'Prüfen Sie die client_id. Auch ein gelöschter oder gesperrter Client ist nicht bekannt.',
  },
  client_authentication_missing: {
    description: 'der Client hat sich nicht ausgewiesen',
    mend: 'Weisen Sie ihn aus, wie token_endpoint_auth_method es sagt; bei none senden Sie client_id.',
  },
  client_authentication_ambiguous: {
    description: 'der Client weist sich auf mehr als eine Art aus',
    mend: 'Nutzen Sie eine: den Authorization-Header, client_secret oder client_assertion (RFC 6749 §2.3).',
  },
  client_authentication_failed: {
    description: 'der Client konnte sich nicht ausweisen',
    mend: 'Prüfen Sie client_id, Secret oder Schlüssel, und ob die Methode die registrierte token_endpoint_auth_method ist.',
  },
  client_assertion_typ: {
    description: 'typ von client_assertion gehört zu einer anderen Art von JWT',
    mend: 'Setzen Sie typ auf client-authentication+jwt oder JWT, oder lassen Sie es weg.',
  },
  client_assertion_subject: {
    description: 'iss und sub von client_assertion müssen beide die client_id sein',
    mend: 'Setzen Sie beide auf Ihre client_id (RFC 7523 §3).',
  },
  client_assertion_audience: {
    description: 'aud von client_assertion muss der Issuer sein, als Zeichenkette',
    mend: 'Setzen Sie aud auf `issuer` des Discovery-Dokuments, oder assertion_audience des Clients auf oidc.',
  },
  client_assertion_time: {
    description: 'client_assertion ist abgelaufen, noch nicht gültig oder zu lange gültig',
    mend: 'Signieren Sie für jede Anfrage eine neue; setzen Sie exp auf höchstens fünf Minuten ab jetzt.',
  },
  client_assertion_jti: {
    description: 'client_assertion braucht ein jti von höchstens 256 Zeichen',
    mend: 'Setzen Sie jti bei jeder auf eine frische Zufallszeichenkette.',
  },
  client_assertion_spent: {
    description: 'client_assertion wurde schon benutzt',
    mend: 'Signieren Sie für jede Anfrage eine neue, mit neuem jti.',
  },
}
