/**
 * argon2 (RFC 9106), computed by the WebAssembly of argon2-wasm-edge, which comes compiled: the platform compiles
 * nothing at run time. The package's own functions take new memory for every hash, and 200 of them took 3 GiB before any
 * was given back; here one piece of memory serves all hashes of an isolate, which has 128 MB, and is wiped after each. It
 * grows to the largest that was ever asked for, `phc_string.ts` says how large that may be, and never shrinks.
 */
import argon2Module from 'argon2-wasm-edge/wasm/argon2.wasm'
import blake2bModule from 'argon2-wasm-edge/wasm/blake2b.wasm'
import type { Argon2Parameters, Argon2Type } from './phc_string.ts'

/** What the two modules export: no types come with them. */
interface Argon2Exports {
  memory: WebAssembly.Memory
  Hash_GetBuffer(): number
  Hash_SetMemorySize(bytes: number): number
  Hash_Calculate(length: number, memorySize: number): void
}
interface Blake2bExports {
  memory: WebAssembly.Memory
  Hash_GetBuffer(): number
  Hash_Init(bits: number): void
  Hash_Update(length: number): void
  Hash_Final(): void
}

const BLOCK_LENGTH = 1024
const VERSION = 0x13

/** The type `y` of RFC 9106 §3.1. */
const TYPES: Record<Argon2Type, number> = { argon2d: 0, argon2i: 1, argon2id: 2 }

/** The tag of RFC 9106 §3.2, of `hashLength` bytes, without a secret and associated data. Takes its time, at once. */
export function argon2(
  type: Argon2Type,
  password: Uint8Array,
  salt: Uint8Array,
  { memorySize, iterations, parallelism }: Argon2Parameters,
  hashLength: number,
): Uint8Array {
  const settings = [parallelism, hashLength, memorySize, iterations, VERSION, TYPES[type]]
  const seed = blake2b(
    64,
    ...settings.map(int32),
    ...[password, salt, NOTHING, NOTHING].flatMap((part) => [int32(part.length), part]),
  )
  const lanes = takeLanes(memorySize)
  const { memory } = lanes
  const laneLength = 4 * Math.floor(memorySize / (4 * parallelism))
  for (let lane = 0; lane < parallelism; lane++) {
    for (const column of [0, 1]) {
      const block = longHash(BLOCK_LENGTH, seed, int32(column), int32(lane))
      memory.set(block, (lane * laneLength + column) * BLOCK_LENGTH)
    }
  }
  settings.forEach((setting, at) => memory.set(int32(setting), memorySize * BLOCK_LENGTH + 4 * at))
  lanes.fill(memorySize)
  const tag = longHash(hashLength, memory.slice(0, BLOCK_LENGTH))
  memory.fill(0)
  lanes.giveBack()
  return tag
}

/** The variable-length hash function H′ (RFC 9106 §3.3). */
function longHash(length: number, ...parts: Uint8Array[]): Uint8Array {
  const hash = new Uint8Array(length)
  let block = blake2b(Math.min(64, length), int32(length), ...parts)
  let at = 0
  for (; length - at > 64; at += 32) {
    hash.set(block.subarray(0, 32), at)
    block = blake2b(Math.min(64, length - at - 32), block)
  }
  hash.set(block, at)
  return hash
}

const NOTHING = new Uint8Array()

function int32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, value, true)
  return bytes
}

interface Lanes {
  /** The blocks, and behind them the settings that `fill` reads. */
  memory: Uint8Array
  /** Fills the memory pass by pass, and leaves the final block C (RFC 9106 §3.2, step 7) at its beginning. */
  fill(memorySize: number): void
  /** For the next hash, which begins with zeros and finds nothing of this one. */
  giveBack(): void
}

let idle: Argon2Exports | undefined

/** Takes the memory that is kept, and lets it grow. What is cut off in the middle leaves none, and so no wrong hash after. */
function takeLanes(memorySize: number): Lanes {
  const argon2 =
    idle ?? (new WebAssembly.Instance(argon2Module).exports as unknown as Argon2Exports)
  idle = undefined
  const start = argon2.Hash_GetBuffer()
  // The blocks, and the settings behind them. Asked for less than it has, it would ask for more than there is.
  const length = (memorySize + 1) * BLOCK_LENGTH
  const isTooSmall = argon2.memory.buffer.byteLength < start + length
  if (isTooSmall && argon2.Hash_SetMemorySize(length) !== 0) throw new Error('no memory for argon2')
  return {
    memory: new Uint8Array(argon2.memory.buffer, start, length),
    fill: (size) => argon2.Hash_Calculate(0, size),
    giveBack: () => {
      idle = argon2
    },
  }
}

const BLAKE2B_BUFFER = 16_384

let blake2bKept: Blake2bExports | undefined

/** BLAKE2b (RFC 7693) of `length` bytes over the parts, one behind the other. */
function blake2b(length: number, ...parts: Uint8Array[]): Uint8Array {
  blake2bKept ??= new WebAssembly.Instance(blake2bModule).exports as unknown as Blake2bExports
  const hash = blake2bKept
  const buffer = new Uint8Array(hash.memory.buffer, hash.Hash_GetBuffer(), BLAKE2B_BUFFER)
  hash.Hash_Init(length * 8)
  for (const part of parts) {
    for (let at = 0; at < part.length; at += BLAKE2B_BUFFER) {
      const piece = part.subarray(at, at + BLAKE2B_BUFFER)
      buffer.set(piece)
      hash.Hash_Update(piece.length)
    }
  }
  hash.Hash_Final()
  const digest = buffer.slice(0, length)
  buffer.fill(0)
  return digest
}
