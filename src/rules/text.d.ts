/** A text file is imported as it is. */
declare module '*.txt' {
  const text: string
  export default text
}
