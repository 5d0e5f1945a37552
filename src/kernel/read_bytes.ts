/** Bodies, read to their end or to a limit, whichever comes first. */

/** The bytes, or undefined where there are more than `most`: what a header says of their number is not believed. */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (body) {
    for await (const chunk of body) {
      length += chunk.length
      if (length > most) return undefined
      chunks.push(chunk)
    }
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
