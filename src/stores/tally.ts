/** What one request cost: counted where it happens, told in its log line, held to a budget by the tests. */
export interface Tally {
  objectCalls: number
  kvReads: number
  signaturesMade: number
  signaturesVerified: number
}

export const newTally = (): Tally => ({
  objectCalls: 0,
  kvReads: 0,
  signaturesMade: 0,
  signaturesVerified: 0,
})
