import { SchemaObject } from './base.ts'

export class Tenant extends SchemaObject {
  protected override readonly tables = []
  protected override readonly schema = 1
}
