/** What the architecture test needs to know of one source file, read from its syntax tree. */
import { posix } from 'node:path'
import { parseAst } from 'vitest/node'

export interface Import {
  /** From the repository's root (`src/kernel/clock.ts`), or the name of a package. */
  target: string
  isPackage: boolean
  /** `import type`, or only `type` names: nothing is left of it at run time. */
  isTypeOnly: boolean
}

export interface SourceFile {
  path: string
  lines: number
  imports: Import[]
  /** Every function with its length in lines. */
  functions: { name: string; lines: number }[]
  /** Globals that are called, as they are written: `fetch`, `Date.now`, `crypto.randomUUID`, `new Date` (now). */
  calls: string[]
}

interface Node {
  type: string
  start: number
  end: number
  [member: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function* nodesIn(value: unknown, name = ''): Generator<{ node: Node; name: string }> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesIn(each, name)
    return
  }
  if (!isNode(value)) return
  const ownName = nameOf(value['id']) ?? nameOf(value['key']) ?? name
  yield { node: value, name: ownName }
  for (const [member, child] of Object.entries(value)) {
    if (member !== 'id' && member !== 'key') yield* nodesIn(child, ownName)
  }
}

/** `a`, `a.b`, `a.b.c`; undefined for what is not a plain path of names. */
function nameOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined
  if (value.type === 'Identifier') return String(value['name'])
  if (value.type === 'PrivateIdentifier') return `#${String(value['name'])}`
  if (value.type !== 'MemberExpression' || value['computed']) return undefined
  const owner = nameOf(value['object'])
  return owner && `${owner}.${nameOf(value['property'])}`
}

function importOf(path: string, node: Node): Import | undefined {
  const source = node['source']
  if (!isNode(source) || typeof source['value'] !== 'string') return undefined
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : []
  const kindOf = (each: Node) => each['importKind'] ?? each['exportKind']
  const isPackage = !source['value'].startsWith('.')
  return {
    target: isPackage ? source['value'] : posix.join(posix.dirname(path), source['value']),
    isPackage,
    isTypeOnly:
      kindOf(node) === 'type' ||
      (specifiers.length > 0 && specifiers.every((each) => kindOf(each) === 'type')),
  }
}

function callOf(node: Node): string | undefined {
  if (node.type === 'CallExpression') return nameOf(node['callee'])
  const isNow = Array.isArray(node['arguments']) && node['arguments'].length === 0
  if (node.type === 'NewExpression' && isNow) return `new ${nameOf(node['callee'])}`
  return undefined
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
const IMPORTS = [
  'ImportDeclaration',
  'ImportExpression',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
]

/** @param path from the repository's root */
export function readSource(path: string, text: string): SourceFile {
  const lang = path.endsWith('x') ? 'tsx' : 'ts'
  const lineCount = (part: string) => part.trimEnd().split('\n').length
  const file: SourceFile = {
    path,
    lines: lineCount(text),
    imports: [],
    functions: [],
    calls: [],
  }
  for (const { node, name } of nodesIn(parseAst(text, { lang }, path))) {
    const imported = IMPORTS.includes(node.type) ? importOf(path, node) : undefined
    if (imported) file.imports.push(imported)
    const call = callOf(node)
    if (call) file.calls.push(call)
    if (FUNCTIONS.includes(node.type)) {
      file.functions.push({ name, lines: lineCount(text.slice(node.start, node.end)) })
    }
  }
  return file
}
