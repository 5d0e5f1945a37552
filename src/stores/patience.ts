/** Waiting, but not for ever. */

/** The value of a promise that settles in time, in a box; undefined where it does not. Throws what the promise throws. */
export async function within<T>(
  milliseconds: number,
  promise: Promise<T>,
): Promise<{ value: T } | undefined> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  try {
    return await Promise.race([promise.then((value) => ({ value })), tooLate])
  } finally {
    clearTimeout(timer)
  }
}
