import type { TOKEN_REFUSALS } from '../../../../rules/refusals/token.ts'
import type { RefusalWords } from '../../translation.ts'

export const TOKEN: Record<keyof typeof TOKEN_REFUSALS, RefusalWords> = {
  body_not_form: {
    description: 'der Inhalt muss ein Formular sein',
    mend: 'Senden Sie application/x-www-form-urlencoded per POST, mit allen Parametern im Inhalt.',
  },
  body_too_large: {
    description: 'der Inhalt ist größer als 64 KiB',
    mend: 'Senden Sie die Parameter dieses Endpunkts und sonst nichts.',
  },
  method_wrong: {
    description: 'diese Adresse nimmt die Methode nicht an',
    mend: 'Der Allow-Header der Antwort nennt die, die sie annimmt.',
  },
  credentials_in_url: {
    description: 'in der URL steht, was in den Inhalt gehört',
    mend: 'URLs bleiben in Protokollen stehen: Senden Sie Secrets, Codes und Token im Inhalt (RFC 6749 §2.3.1), und ändern Sie, was gesendet wurde.',
  },
  grant_type_missing: {
    description: 'grant_type fehlt',
    mend: 'Setzen Sie grant_type, zum Beispiel auf authorization_code.',
  },
  grant_type_unsupported: {
    description: 'grant_type wird nicht unterstützt',
    mend: 'Nutzen Sie einen, den grant_types_supported im Discovery-Dokument nennt.',
  },
  code_missing: {
    description: 'code fehlt',
    mend: 'Senden Sie den Code, der zurückkam.',
  },
  code_invalid: {
    description: 'code ist unbekannt, abgelaufen, benutzt oder von einem anderen Client',
    mend: 'Lösen Sie jeden Code einmal und sofort ein, als der Client, für den er ausgestellt wurde; danach beginnen Sie von vorn.',
  },
  code_redirect_uri: {
    description: 'redirect_uri ist nicht die der Autorisierungsanfrage',
    mend: 'Senden Sie dieselbe redirect_uri wie in der Autorisierungsanfrage (RFC 6749 §4.1.3).',
  },
  code_verifier_wrong: {
    description: 'code_verifier passt nicht zur code_challenge',
    mend: 'Bewahren Sie den code_verifier genau dieser Anfrage in der Sitzung auf; ohne code_challenge senden Sie keinen.',
  },
  refresh_token_missing: {
    description: 'refresh_token fehlt',
    mend: 'Senden Sie das neueste Refresh-Token.',
  },
  refresh_token_invalid: {
    description:
      'refresh_token ist unbekannt, abgelaufen, benutzt, widerrufen oder von einem anderen Client',
    mend: 'Bewahren Sie aus jeder Antwort das neueste Refresh-Token auf; wird es abgelehnt, lassen Sie die Person sich neu anmelden.',
  },
  resource_not_granted: {
    description: 'resource ist keine, die gewährt wurde',
    mend: 'Fragen Sie nach einer aus der Autorisierungsanfrage, oder lassen Sie resource weg; dann gilt das Token für alle (RFC 8707 §2.2).',
  },
  scope_exceeds_grant: {
    description: 'scope enthält etwas, das nicht gewährt wurde',
    mend: 'Fragen Sie nach den gewährten Scopes oder nach weniger (RFC 6749 §6).',
  },
}
