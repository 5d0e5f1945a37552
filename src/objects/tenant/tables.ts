/** The tables of a tenant. */
export const TENANT_TABLES = [
  // `record` is null for a deleted client: a tombstone, so that the id never comes back.
  `CREATE TABLE clients (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, record TEXT
   ) WITHOUT ROWID`,
  `CREATE TABLE documents (name TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID`,
  // One row for each name that KV holds. `written` is the revision that KV got last; behind `revision`, it is due.
  `CREATE TABLE projections (
     name TEXT PRIMARY KEY, revision INTEGER NOT NULL, changed_at INTEGER NOT NULL,
     written INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL
   ) WITHOUT ROWID`,
  // Leave for clients to register themselves; a count of those who came without it is a document.
  `CREATE TABLE initial_access_tokens (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE invitations (
     id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, record TEXT NOT NULL
   ) WITHOUT ROWID`,
  `CREATE TABLE audit (
     at INTEGER NOT NULL, id TEXT NOT NULL, event TEXT NOT NULL, record TEXT NOT NULL,
     PRIMARY KEY (at, id)
   ) WITHOUT ROWID`,
] as const
