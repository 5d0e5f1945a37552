import type { PARAMETER_REFUSALS } from '../../../../rules/refusals/parameters.ts'
import type { RefusalWords } from '../../translation.ts'

export const PARAMETERS: Record<keyof typeof PARAMETER_REFUSALS, RefusalWords> = {
  parameter_repeated: {
    description: 'ein Parameter ist mehr als einmal da',
    mend: 'Senden Sie jeden Parameter einmal, in der Query oder im Inhalt (RFC 6749 §3.1).',
  },
  parameter_malformed: {
    description: 'ein Parameter ist fehlerhaft',
    mend: 'Parameter sind Text in UTF-8; in einem Request-Objekt sind sie JSON-Zeichenketten.',
  },
  parameter_too_long: {
    description: 'ein Parameter ist zu lang',
    mend: 'Kürzen Sie ihn.',
  },
  client_id_missing: {
    description: 'client_id fehlt',
    mend: 'Senden Sie client_id sowohl neben `request` als auch darin (RFC 9101 §5).',
  },
  response_type_missing: {
    description: 'response_type fehlt',
    mend: 'Setzen Sie response_type, im Zweifel auf code.',
  },
  response_type_unsupported: {
    description: 'response_type wird nicht unterstützt',
    mend: 'Setzen Sie response_type auf einen Wert aus response_types_supported (Discovery): code steht immer dort.',
  },
  response_mode_unsupported: {
    description: 'response_mode wird nicht unterstützt',
    mend: 'Nutzen Sie query, fragment oder form_post, oder eines davon signiert (query.jwt), oder lassen Sie ihn weg.',
  },
  response_mode_exposes_tokens: {
    description: 'Tokens dürfen nicht in einer Query reisen',
    mend: 'Nutzen Sie fragment oder form_post, auch signiert, oder lassen Sie response_mode weg (OAuth 2.0 Multiple Response Types §5).',
  },
  redirect_uri_missing: {
    description: 'redirect_uri fehlt',
    mend: 'Senden Sie eine der URIs, die für den Client registriert sind.',
  },
  redirect_uri_malformed: {
    description: 'redirect_uri muss eine Zeichenkette sein',
    mend: 'Senden Sie eine der URIs, die für den Client registriert sind.',
  },
  redirect_uri_unregistered: {
    description: 'redirect_uri ist für diesen Client nicht registriert',
    mend: 'Registrieren Sie die URI genau so, wie sie gesendet wird: Sie wird Zeichen für Zeichen verglichen.',
  },
  scope_missing: {
    description: 'scope fehlt',
    mend: 'Setzen Sie scope, zum Beispiel auf openid.',
  },
  scope_malformed: {
    description: 'scope ist fehlerhaft',
    mend: 'Schreiben Sie Scopes durch einzelne Leerzeichen getrennt in eine Zeichenkette (RFC 6749 §3.3).',
  },
  scope_not_allowed: {
    description: 'scope enthält etwas, wonach der Client nicht fragen darf',
    mend: 'Registrieren Sie den Scope für den Client; eigene Scopes werden zuvor in den Einstellungen des Mandanten angelegt.',
  },
  state_malformed: {
    description: 'state ist fehlerhaft',
    mend: 'Senden Sie eine Zeichenkette in UTF-8.',
  },
  state_too_long: {
    description: 'state ist länger als 2048 Byte',
    mend: 'Bewahren Sie, was erhalten bleiben soll, in Ihrer Sitzung auf und senden Sie einen Schlüssel dazu als state.',
  },
  nonce_malformed: {
    description: 'nonce ist fehlerhaft',
    mend: 'Senden Sie eine Zeichenkette in UTF-8.',
  },
  nonce_too_long: {
    description: 'nonce ist länger als 512 Byte',
    mend: 'Senden Sie eine Zufallszeichenkette; 43 Zeichen sind reichlich.',
  },
  code_challenge_missing: {
    description: 'PKCE wird verlangt: code_challenge fehlt',
    mend: 'Senden Sie code_challenge und code_challenge_method=S256 (RFC 7636); öffentliche Clients müssen es immer.',
  },
  code_challenge_malformed: {
    description: 'code_challenge ist fehlerhaft',
    mend: 'Senden Sie den SHA-256 des code_verifier in base64url ohne Auffüllung: 43 Zeichen (RFC 7636 §4.2).',
  },
  code_challenge_method_unsupported: {
    description: 'code_challenge_method muss S256 sein',
    mend: 'Setzen Sie code_challenge_method auf S256; plain wird nicht unterstützt, und das bedeutet ein fehlender Wert.',
  },
  prompt_create_unsupported: {
    description: 'prompt=create wird hier nicht unterstützt',
    mend: 'Sehen Sie prompt_values_supported im Discovery-Dokument an: Hier kann nicht jeder ein Konto anlegen.',
  },
  prompt_malformed: {
    description: 'prompt ist fehlerhaft',
    mend: 'Nutzen Sie none oder create allein, oder login, consent und select_account, durch Leerzeichen getrennt.',
  },
  max_age_malformed: {
    description: 'max_age muss eine Zahl von Sekunden sein',
    mend: 'Senden Sie eine ganze Zahl, die nicht negativ ist.',
  },
  claims_malformed: {
    description: 'claims ist fehlerhaft',
    mend: 'Senden Sie ein JSON-Objekt mit id_token und userinfo wie in OpenID Connect Core §5.5.',
  },
  claims_too_long: {
    description: 'claims ist länger als 8192 Byte',
    mend: 'Fragen Sie nach weniger Claims, oder über Scopes.',
  },
  dpop_jkt_malformed: {
    description: 'dpop_jkt ist kein Fingerabdruck',
    mend: 'Senden Sie den SHA-256-Fingerabdruck des Schlüssels (RFC 7638), base64url: 43 Zeichen (RFC 9449 §10).',
  },
  resource_malformed: {
    description: 'resource ist fehlerhaft',
    mend: 'Senden Sie den Bezeichner einer API, oder mehrere Parameter dieses Namens; in einer signierten Anfrage eine Liste (RFC 8707 §2).',
  },
  dpop_jkt_other_key: {
    description: 'dpop_jkt ist nicht der Schlüssel, der request signiert hat',
    mend: 'Lassen Sie dpop_jkt weg: Was aus dieser Anfrage wird, ist an das jwk ihres Headers gebunden.',
  },
}
