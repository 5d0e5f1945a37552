/** The two doors of a `SchemaObject` to its own database, as its rooms are given them. */
export type SqlValue = string | number | null | ArrayBuffer

export interface Sql {
  read<Row extends Record<string, SqlValue>>(query: string, ...binds: SqlValue[]): Row[]
  write<Row extends Record<string, SqlValue>>(query: string, ...binds: SqlValue[]): Row[]
}
