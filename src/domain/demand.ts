/**
 * What the tenant, the client or the request asks for besides a first factor. `wished`: a second one of whoever has one.
 * `required`: a second one of everybody, and whoever has none sets one up.
 */
export type Demand = 'none' | 'wished' | 'required'

const DEMANDS: readonly Demand[] = ['none', 'wished', 'required']

/** The highest of several demands. */
export const highestDemand = (...demands: readonly Demand[]): Demand =>
  DEMANDS.findLast((each) => demands.includes(each)) ?? 'none'
