/**
 * Which 32 bytes are an Ed25519 public key worth trusting. The platform's verifier takes any: under a point of small
 * order, or one written in a second way, it accepts signatures that nobody made (RFC 8725 §3.4).
 *
 * A point is the 255 bits of y, little-endian, and the lowest bit of x on top (RFC 8032 §5.1.2), on the curve
 * −x² + y² = 1 + d·x²·y² over the integers modulo p.
 */
const P = 2n ** 255n - 19n
const D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n

/** One of the two y of the four points of order eight; the other is its negative. */
const Y_OF_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n

/** The y of the eight points whose order divides eight: the neutral one, and those of order 2, 4 and 8. */
const Y_OF_SMALL_ORDER = [1n, P - 1n, 0n, Y_OF_ORDER_8, P - Y_OF_ORDER_8]

/**
 * Whether this is a point on the curve, written in the one canonical way, that generates more than eight others.
 * Mixed order is not looked for: it lets the owner of a key sign ambiguously, but nobody else sign.
 */
export function isStrongPoint(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false
  const y = littleEndian(bytes) & (2n ** 255n - 1n)
  return y < P && !Y_OF_SMALL_ORDER.includes(y) && isOnCurve(y)
}

/** Whether x² = (y² − 1) / (d·y² + 1) has a root: by Euler, if its (p−1)/2-th power is 1. Here x is never zero. */
function isOnCurve(y: bigint): boolean {
  const square = (y * y) % P
  const numerator = (square - 1n + P) % P
  const denominator = (D * square + 1n) % P
  // A fraction is a square exactly where the product of its parts is.
  return power((numerator * denominator) % P, (P - 1n) / 2n) === 1n
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let factor = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P
    factor = (factor * factor) % P
  }
  return result
}

const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${bytes.toReversed().toHex()}`)
