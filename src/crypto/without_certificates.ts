/**
 * Stands in for the packages with which @simplewebauthn/server reads certificates (`[alias]` in wrangler.toml): three
 * quarters of its weight, for attestation that we do not ask for. Whatever would look into a certificate is refused here;
 * the one thing in ASN.1 that remains is the signature of an elliptic curve key, and that is read strictly.
 */

/** `Ecdsa-Sig-Value` (RFC 3279 §2.2.3): the two integers of a signature, as DER has them. */
export class ECDSASigValue {
  r = new ArrayBuffer(0)
  s = new ArrayBuffer(0)
}

export const AsnParser = {
  /** @throws Error for everything but an ECDSA signature in DER */
  parse(bytes: Uint8Array, type: unknown): ECDSASigValue {
    if (type !== ECDSASigValue) unread()
    return readSignature(bytes)
  },
}

const SEQUENCE = 0x30
const INTEGER = 0x02

/** DER (X.690 §8, §10): a sequence of two integers and nothing else, no longer than its one byte of length can say. */
function readSignature(bytes: Uint8Array): ECDSASigValue {
  const body = readValue(bytes, 0, SEQUENCE)
  const r = readValue(body, 0, INTEGER)
  const s = readValue(body, 2 + r.length, INTEGER)
  if (2 + body.length !== bytes.length || 4 + r.length + s.length !== body.length) {
    throw new Error('the signature is not in DER')
  }
  return { r: Uint8Array.from(r).buffer, s: Uint8Array.from(s).buffer }
}

function readValue(bytes: Uint8Array, at: number, tag: number): Uint8Array {
  const length = bytes[at + 1] ?? 0x80
  const value = bytes.subarray(at + 2, at + 2 + length)
  if (bytes[at] !== tag || length >= 0x80 || value.length !== length || length === 0) {
    throw new Error('the signature is not in DER')
  }
  return value
}

/** In place of every class: calling it and making one both end here. */
function unread(): never {
  throw new Error('certificates are not read here')
}

export {
  unread as AuthorityKeyIdentifierExtension,
  unread as BasicConstraints,
  unread as Certificate,
  unread as CRLDistributionPointsExtension,
  unread as ECParameters,
  unread as ExtendedKeyUsage,
  unread as KeyDescription,
  unread as OctetString,
  unread as RSAPublicKey,
  unread as SubjectAlternativeName,
  unread as SubjectKeyIdentifierExtension,
  unread as X509Certificate,
  unread as X509ChainBuilder,
  unread as X509Crl,
}

/** Object identifiers that nothing is. */
const NONE = 'none'
export {
  NONE as id_ce_basicConstraints,
  NONE as id_ce_extKeyUsage,
  NONE as id_ce_keyDescription,
  NONE as id_ce_subjectAltName,
  NONE as id_ecdsaWithSHA256,
  NONE as id_ecdsaWithSHA384,
  NONE as id_ecdsaWithSHA512,
  NONE as id_ecPublicKey,
  NONE as id_ml_dsa_44,
  NONE as id_ml_dsa_65,
  NONE as id_ml_dsa_87,
  NONE as id_rsaEncryption,
  NONE as id_secp256r1,
  NONE as id_secp384r1,
  NONE as id_sha1WithRSAEncryption,
  NONE as id_sha256WithRSAEncryption,
  NONE as id_sha384WithRSAEncryption,
  NONE as id_sha512WithRSAEncryption,
}
