import { SchemaObject } from './base.ts'

export class User extends SchemaObject {
  protected override readonly tables = []
  protected override readonly schema = 1
}
