/** The entry: the routes of `app.ts`, and the classes that the platform runs. */
import { app } from './app.ts'

export { Jobs } from './jobs.ts'
export { Directory } from './objects/directory.ts'
export { PendingRequests } from './objects/pending_requests.ts'
export { ReplayGuard } from './objects/replay_guard.ts'
export { Tenant } from './objects/tenant.ts'
export { User } from './objects/user.ts'

export default app
