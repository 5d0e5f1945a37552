/** `npm run import`: people from another system into an Amphora, by its admin API. See docs/import.md. */
import { readOptions, type ImportOptions } from './import/options.ts'
import type { Progress } from './import/journal.ts'
import { rowsOf } from './import/rows_of.ts'
import { runImport } from './import/run.ts'

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options.isDryRun) return printRows(options)
  const begun = Date.now()
  const progress = await runImport(options, (now) => console.log(inWords(now, begun)))
  console.log(`Done. ${inWords(progress, begun)}`)
  if (progress.refused > 0) console.log(`Who was refused, and why: ${options.file}.refused.ndjson`)
}

async function printRows(options: ImportOptions): Promise<void> {
  for await (const converted of rowsOf(options)) console.log(JSON.stringify(converted))
}

const inWords = ({ next, created, unchanged, refused }: Progress, begun: number): string => {
  const seconds = Math.round((Date.now() - begun) / 1000)
  return `${next - 1} accounts: ${created} created, ${unchanged} unchanged, ${refused} refused (${seconds} s)`
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error('What was done is done: run the same command again to go on.')
  process.exitCode = 1
}
