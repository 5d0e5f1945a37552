import type { DPOP_REFUSALS } from '../../../../rules/refusals/dpop.ts'
import type { RefusalWords } from '../../translation.ts'

export const DPOP: Record<keyof typeof DPOP_REFUSALS, RefusalWords> = {
  dpop_proof_missing: {
    description: 'der DPoP-Header fehlt',
    mend: 'Senden Sie einen frischen Nachweis im DPoP-Header: Was verlangt wird, ist an einen Schlüssel gebunden (RFC 9449 §5).',
  },
  dpop_proof_malformed: {
    description: 'der DPoP-Header ist kein einzelnes, lesbares JWT',
    mend: 'Senden Sie einen DPoP-Header mit einer JWS in kompakter Form, mit alg, typ und jwk (RFC 9449 §4.2).',
  },
  dpop_proof_algorithm: {
    description: 'der Nachweis ist mit einem Verfahren signiert, das nicht angenommen wird',
    mend: 'Signieren Sie mit einem aus dpop_signing_alg_values_supported des Discovery-Dokuments.',
  },
  dpop_proof_key: {
    description: 'jwk des Nachweises ist kein öffentlicher Schlüssel zum Prüfen',
    mend: 'Senden Sie nur die öffentlichen Teile, von einem P-256-, Ed25519- oder RSA-Schlüssel, der zum Verfahren passt.',
  },
  dpop_proof_signature: {
    description: 'die Signatur des Nachweises ist falsch',
    mend: 'Signieren Sie mit der privaten Hälfte genau des Schlüssels in jwk.',
  },
  dpop_proof_typ: {
    description: 'typ des Nachweises ist nicht dpop+jwt',
    mend: 'Setzen Sie typ im Header des Nachweises auf dpop+jwt.',
  },
  dpop_proof_method: {
    description: 'htm des Nachweises ist nicht die Methode der Anfrage',
    mend: 'Setzen Sie htm auf die Methode, wie sie gesendet wird, etwa POST.',
  },
  dpop_proof_url: {
    description: 'htu des Nachweises ist nicht die Adresse der Anfrage',
    mend: 'Setzen Sie htu auf die URL, wie das Discovery-Dokument sie nennt, ohne Query und Fragment.',
  },
  dpop_proof_time: {
    description: 'der Nachweis wurde nicht gerade eben gemacht',
    mend: 'Setzen Sie iat für jede Anfrage neu auf die Zeit in Sekunden, nach einer Uhr, die richtig geht.',
  },
  dpop_proof_jti: {
    description: 'jti des Nachweises fehlt oder ist zu lang',
    mend: 'Setzen Sie jti auf eine zufällige Zeichenkette von höchstens 256 Zeichen.',
  },
  dpop_proof_access_token: {
    description: 'ath des Nachweises ist nicht der Hash des Access-Tokens',
    mend: 'Setzen Sie ath auf SHA-256 des Access-Tokens, base64url ohne Auffüllung (RFC 9449 §4.2).',
  },
  dpop_nonce_needed: {
    description: 'dem Nachweis fehlt eine gültige Nonce von uns',
    mend: 'Machen Sie einen neuen Nachweis mit der Nonce aus dem DPoP-Nonce-Header dieser Antwort, und senden Sie ihn (RFC 9449 §8).',
  },
  dpop_proof_replayed: {
    description: 'der Nachweis wurde schon benutzt',
    mend: 'Machen Sie für jede Anfrage einen neuen Nachweis mit einem neuen jti.',
  },
  dpop_key_wrong: {
    description: 'der Nachweis ist von einem anderen Schlüssel als dem, an den gebunden wurde',
    mend: 'Nutzen Sie den Schlüssel, an den der Code, die eingereichte Anfrage oder das Token gebunden ist.',
  },
}
