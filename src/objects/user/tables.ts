/** The tables of a person. */
export const USER_TABLES = [
  // `person`, `withdrawals`, `recovery`, `email_change`, `mailed_codes`, `totp`, `recovery_codes`, `code_attempts`,
  // `passkeys`, `let_go`; of an erased person `tombstone` alone.
  `CREATE TABLE documents (name TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE sessions (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE consents (client_id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE grants (
     id TEXT PRIMARY KEY, keep_until INTEGER NOT NULL, record TEXT NOT NULL
   ) WITHOUT ROWID`,
  // What of an approval was too long for its code, until that is redeemed.
  `CREATE TABLE approved (
     grant_id TEXT PRIMARY KEY, until INTEGER NOT NULL, record TEXT NOT NULL
   ) WITHOUT ROWID`,
  `CREATE TABLE events (
     id TEXT PRIMARY KEY, at INTEGER NOT NULL, delivered INTEGER NOT NULL, record TEXT NOT NULL
   ) WITHOUT ROWID`,
  // Clients that are to be told of the end of a session.
  `CREATE TABLE logouts (
     session_id TEXT, client_id TEXT, due INTEGER NOT NULL, attempts INTEGER NOT NULL,
     record TEXT NOT NULL, PRIMARY KEY (session_id, client_id)
   ) WITHOUT ROWID`,
  // Mails that are to be sent.
  `CREATE TABLE mails (
     id TEXT PRIMARY KEY, due INTEGER NOT NULL, attempts INTEGER NOT NULL, record TEXT NOT NULL
   ) WITHOUT ROWID`,
  `CREATE TABLE dpop_proofs (
     key TEXT PRIMARY KEY, attempt TEXT NOT NULL, until INTEGER NOT NULL
   ) WITHOUT ROWID`,
] as const
