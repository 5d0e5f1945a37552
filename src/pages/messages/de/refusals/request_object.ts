import type { REQUEST_OBJECT_REFUSALS } from '../../../../rules/refusals/request_object.ts'
import type { RefusalWords } from '../../translation.ts'

export const REQUEST_OBJECT: Record<keyof typeof REQUEST_OBJECT_REFUSALS, RefusalWords> = {
  request_missing: {
    description: 'der Parameter request wird verlangt',
    mend: 'Senden Sie die Parameter als signiertes JWT in `request` (RFC 9101), und daneben nichts als client_id.',
  },
  request_too_long: {
    description: 'request ist zu lang, um durch den Browser gesendet zu werden',
    mend: 'Übergeben Sie es an /oauth/par (RFC 9126) und senden Sie die request_uri aus der Antwort; hier sind 12 KB die Grenze.',
  },
  request_and_request_uri: {
    description: 'request und request_uri schließen einander aus',
    mend: 'Senden Sie eines von beiden.',
  },
  request_uri_unsupported: {
    description: 'eine request_uri des Clients wird hier nicht angenommen',
    mend: 'Senden Sie das JWT selbst in `request`, oder übergeben Sie es an /oauth/par; der Betreiber kann request_uri_parameter setzen.',
  },
  request_uri_unregistered: {
    description: 'request_uri ist für diesen Client nicht registriert',
    mend: 'Registrieren Sie sie in request_uris genau so, wie sie gesendet wird: Verglichen wird Zeichen für Zeichen, auch das Fragment.',
  },
  request_uri_unreadable: {
    description: 'unter request_uri war kein Request-Objekt abzuholen',
    mend: 'Antworten Sie innerhalb von 3 Sekunden mit 200, ohne Weiterleitung, als application/oauth-authz-req+jwt und mit höchstens 64 KB.',
  },
  request_uri_pushed: {
    description: 'request_uri darf nicht vorab übergeben werden',
    mend: 'Übergeben Sie die Parameter, oder ein signiertes JWT davon in `request` (RFC 9126 §2.1).',
  },
  request_uri_unknown: {
    description: 'request_uri ist unbekannt, abgelaufen, benutzt oder von einem anderen Client',
    mend: 'Übergeben Sie die Anfrage neu und schicken Sie die Person sofort weiter; eine request_uri gilt einmal und für kurze Zeit.',
  },
  request_object_malformed: {
    description: 'request ist kein signiertes JWT in kompakter Form',
    mend: 'Es muss aus drei Teilen in base64url ohne Auffüllung bestehen: Header, JSON-Claims und Signatur (RFC 7515 §3.1).',
  },
  request_object_header_forbidden: {
    description: 'der Header von request enthält ein Feld, das nicht angenommen wird',
    mend: 'Lassen Sie crit, b64, jku, jwk, x5u, x5c und zip weg; nennen Sie einen registrierten Schlüssel mit kid. jwk ist für Clients mit eingebetteten Schlüsseln.',
  },
  request_object_algorithm: {
    description: 'request ist nicht mit dem Algorithmus signiert, den der Client registriert hat',
    mend: 'Signieren Sie mit request_object_signing_alg des Clients, oder registrieren Sie den Algorithmus, den Sie nutzen.',
  },
  request_object_key: {
    description:
      'im Header von request fehlt ein jwk, das ein öffentlicher Schlüssel zum Prüfen ist',
    mend: 'Legen Sie die öffentlichen Teile des Ed25519- oder P-256-Schlüssels, mit dem Sie signieren, in jwk: Dieser Client registriert keinen.',
  },
  request_object_signature: {
    description: 'die Signatur von request passt zu keinem Schlüssel des Clients',
    mend: 'HS256: Der Schlüssel ist das ganze client_secret als UTF-8. Sonst: Registrieren Sie den öffentlichen Schlüssel und prüfen Sie kid; ein eingebettetes jwk muss der Schlüssel sein, der signiert.',
  },
  request_object_typ: {
    description: 'typ von request gehört zu einer anderen Art von JWT',
    mend: 'Setzen Sie typ auf oauth-authz-req+jwt, oder lassen Sie es weg (RFC 9101 §10.8).',
  },
  request_object_issuer: {
    description: 'iss von request muss die client_id sein',
    mend: 'Setzen Sie iss auf Ihre client_id, als Zeichenkette.',
  },
  request_object_client_id: {
    description: 'client_id in request muss die außerhalb sein',
    mend: 'Setzen Sie innen und außen dieselbe client_id (RFC 9101 §5).',
  },
  request_object_subject: {
    description: 'sub von request darf nicht der Client sein',
    mend: 'Lassen Sie sub weg: Ein JWT damit könnte als Client-Assertion durchgehen (RFC 9101 §10.8).',
  },
  request_object_audience: {
    description: 'aud von request muss der Issuer dieses Anbieters sein',
    mend: 'Setzen Sie aud auf `issuer` des Discovery-Dokuments, Buchstabe für Buchstabe.',
  },
  request_object_nested: {
    description: 'request darf weder request noch request_uri enthalten',
    mend: 'Legen Sie die Parameter selbst hinein (RFC 9101 §4).',
  },
  request_object_time_malformed: {
    description: 'exp, nbf und iat von request müssen Zahlen von Sekunden sein',
    mend: 'Schreiben Sie sie als JSON-Zahlen in Sekunden seit 1970 (RFC 7519 §2), nicht in Millisekunden.',
  },
  request_object_exp_missing: {
    description: 'exp fehlt in request',
    mend: 'Setzen Sie exp auf höchstens fünf Minuten nach iat.',
  },
  request_object_nbf_missing: {
    description: 'nbf fehlt in request',
    mend: 'Setzen Sie nbf auf den Zeitpunkt, zu dem Sie signieren.',
  },
  request_object_expired: {
    description: 'request ist abgelaufen',
    mend: 'Signieren Sie erst, wenn die Person klickt; prüfen Sie die Uhr Ihres Servers.',
  },
  request_object_early: {
    description: 'request ist noch nicht gültig',
    mend: 'nbf und iat liegen in der Zukunft: Prüfen Sie die Uhr Ihres Servers.',
  },
  request_object_lifetime: {
    description: 'request ist zu lange gültig',
    mend: 'Setzen Sie exp auf höchstens fünf Minuten nach iat, oder auf das, was der Betreiber erlaubt.',
  },
  request_object_jti: {
    description: 'request braucht ein jti von höchstens 256 Zeichen',
    mend: 'Setzen Sie jti bei jeder Anfrage auf eine frische Zufallszeichenkette.',
  },
  request_object_spent: {
    description: 'request wurde schon benutzt',
    mend: 'Gehen Sie zurück zur App und beginnen Sie von vorn: Jede signierte Anfrage gilt einmal; signieren Sie eine neue mit neuem jti.',
  },
}
