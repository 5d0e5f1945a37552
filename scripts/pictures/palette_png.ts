/** Makes a PNG of a page small: its 64 commonest colours, each pixel the nearest of them (PNG 3rd edition §11.2). */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const TRUECOLOUR = 2
const INDEXED = 3

/** Takes and returns the bytes of a PNG file. Reads what Chromium writes: 8 bits, RGB, not interlaced. */
export function toPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png)
  const colours = Array.from({ length: width * height }, (_, at) => pixels.readUIntBE(at * 3, 3))
  const palette = commonest(colours, 64)
  const nearest = new Map<number, number>()
  const rows = Buffer.alloc((width + 1) * height)
  for (const [at, colour] of colours.entries()) {
    const index = nearest.get(colour) ?? nearestIn(palette, colour)
    nearest.set(colour, index)
    rows[at + Math.floor(at / width) + 1] = index
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, INDEXED], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const channelsOf = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255]

function commonest(colours: number[], count: number): number[] {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a)
  return byCount.slice(0, count).map(([colour]) => colour)
}

function nearestIn(palette: number[], colour: number): number {
  const wanted = channelsOf(colour)
  const distance = (other: number) =>
    channelsOf(other).reduce((sum, channel, at) => sum + (channel - (wanted[at] ?? 0)) ** 2, 0)
  const distances = palette.map(distance)
  return distances.indexOf(Math.min(...distances))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

function decode(png: Buffer): { width: number; height: number; pixels: Buffer } {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  if (png[24] !== 8 || png[25] !== TRUECOLOUR || png[28] !== 0) throw new Error('not an RGB PNG')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at)
    const isData = png.toString('latin1', at + 4, at + 8) === 'IDAT'
    if (isData) parts.push(png.subarray(at + 8, at + 8 + length))
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width * 3) }
}

/** Undoes the filter of each row (§9.2), three bytes to a pixel. */
function unfilter(rows: Buffer, stride: number): Buffer {
  const height = rows.length / (stride + 1)
  const pixels = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < 3 ? 0 : (pixels[at - 3] ?? 0)
      const above = y === 0 ? 0 : (pixels[at - stride] ?? 0)
      const corner = x < 3 || y === 0 ? 0 : (pixels[at - stride - 3] ?? 0)
      const guesses = [0, left, above, (left + above) >> 1, paeth(left, above, corner)]
      pixels[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + (guesses[filter ?? 0] ?? 0)
    }
  }
  return pixels
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}
