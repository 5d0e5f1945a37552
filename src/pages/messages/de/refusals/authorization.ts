import type { AUTHORIZATION_REFUSALS } from '../../../../rules/refusals/authorization.ts'
import type { RefusalWords } from '../../translation.ts'

export const AUTHORIZATION: Record<keyof typeof AUTHORIZATION_REFUSALS, RefusalWords> = {
  push_required: {
    description: 'der Client muss seine Anfragen vorab übergeben',
    mend: 'Übergeben Sie die Anfrage an /oauth/par (RFC 9126) und senden Sie die request_uri aus der Antwort.',
  },
  grant_not_registered: {
    description: 'der Client darf diese Art von Grant nicht nutzen',
    mend: 'Registrieren Sie den grant_type für den Client, bei einer Autorisierungsanfrage auch den response_type.',
  },
  front_channel_closed: {
    description: 'dieser Dienst gibt keine Tokens über den Browser heraus',
    mend: 'Setzen Sie response_type auf code. Andere erlaubt der Betreiber mit front_channel_tokens in den Einstellungen des Mandanten.',
  },
  nonce_missing: {
    description: 'nonce fehlt',
    mend: 'Senden Sie eine zufällige nonce: Sie bindet ein ID-Token, das über den Browser kommt, an seine Anfrage.',
  },
  openid_missing: {
    description: 'ein ID-Token braucht den Scope openid',
    mend: 'Nehmen Sie openid in scope auf.',
  },
  login_required: {
    description: 'die Person muss sich anmelden',
    mend: 'prompt=none zeigt keine Seite: Schicken Sie die Person noch einmal ohne prompt=none her.',
  },
  consent_required: {
    description: 'die Person muss zustimmen',
    mend: 'prompt=none zeigt keine Seite: Schicken Sie die Person noch einmal ohne prompt=none her.',
  },
  account_selection_required: {
    description: 'die Person muss ein Konto auswählen',
    mend: 'prompt=none zeigt keine Seite: Schicken Sie die Person noch einmal ohne prompt=none her.',
  },
  resource_not_allowed: {
    description: 'resource ist keine API, für die scope etwas verlangt',
    mend: 'Senden Sie buchstabengetreu den Bezeichner einer registrierten API und mindestens einen ihrer Scopes.',
  },
  acr_unmet: {
    description:
      'die Person kann nicht so stark authentifiziert werden, wie die Anfrage es verlangt',
    mend: 'Fragen Sie nach einem acr aus acr_values_supported, oder verlangen Sie es nicht als essential.',
  },
  operator_required: {
    description: 'die Person gehört nicht zum Betrieb dieses Dienstes',
    mend: 'Verlangen Sie amphora:admin nur von denen, die ihn betreiben: Die Admin-API benennt sie mit {"admin": true} (docs/admin-api.md).',
  },
  access_denied: {
    description: 'die Person hat abgelehnt',
    mend: 'Es gibt nichts zu beheben: Zeigen Sie eine Seite, die einen neuen Versuch anbietet.',
  },
  sign_in_unknown: {
    description: 'diese Anmeldung ist unbekannt, abgeschlossen oder zu alt',
    mend: 'Gehen Sie zurück zur App und beginnen Sie von vorn.',
  },
  sign_in_elsewhere: {
    description: 'diese Anmeldung begann in einem anderen Browser',
    mend: 'Machen Sie dort weiter, wo sie begann, oder gehen Sie zurück zur App und beginnen Sie von vorn.',
  },
  origin_foreign: {
    description: 'dieses Formular wurde von einer anderen Website gesendet',
    mend: 'Formulare dieses Anbieters werden nur von seinen eigenen Seiten angenommen.',
  },
  id_token_hint_unusable: {
    description:
      'id_token_hint ist kein ID-Token, das dieser Anbieter für den Client ausgestellt hat',
    mend: 'Senden Sie ein ID-Token, das der Client von hier bekommen hat, oder lassen Sie den Hinweis weg.',
  },
  persons_contradictory: {
    description: 'Die Anfrage besteht auf zwei verschiedenen Personen.',
    mend: 'Nennen Sie eine: id_token_hint und die Werte von sub in claims müssen dieselbe Person meinen.',
  },
  post_logout_redirect_uri_unregistered: {
    description: 'post_logout_redirect_uri ist für den Client nicht registriert',
    mend: 'Registrieren Sie sie genau so, wie sie gesendet wird, und senden Sie id_token_hint oder client_id mit.',
  },
  oauth_closed: {
    description: 'die Anmeldung ist hier abgeschaltet',
    mend: 'Der Betreiber hat oauth_enabled auf false gesetzt.',
  },
  try_again: {
    description: 'der Anbieter kann gerade nicht antworten',
    mend: 'Versuchen Sie es in einigen Sekunden noch einmal.',
  },
  too_many_attempts: {
    description: 'zu viele Versuche',
    mend: 'Warten Sie so lange, wie Retry-After es sagt.',
  },
  unexpected: {
    description: 'hier ist etwas schiefgegangen',
    mend: 'Nennen Sie dem Betreiber die Anfragenummer.',
  },
}
