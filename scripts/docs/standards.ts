/** docs/standards/README.md: which page stands for which text, and which tests the page names, read from the pages. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

const FOLDER = 'docs/standards'

const INTRODUCTION = `# Standards

One page for each specification: what is supported, what was chosen where the text leaves room, and what there is not. Where
Amphora does not do what a text demands, its page says so. The tests that are named hold what is said; \`npm test\` runs them.
The modules of the official test plans are listed in [conformance](../conformance.md).

<!-- Written by \`npm run docs\` from the pages beside it. Do not edit. -->
`

/** The tests that the page itself names most often stand for all of them. */
const SHOWN = 4

/** A page by its title, the texts that its first paragraph names, and its tests. */
function entry(file: string): string {
  const page = readFileSync(`${FOLDER}/${file}`, 'utf8')
  const [heading = '', opening = ''] = page.split('\n\n')
  const texts = [...opening.matchAll(/\[[^\]]+\]\(https:[^)]+\)/g)].map(([link]) => link)
  const about = texts.join(', ').replaceAll('\n', ' ')
  const tests = testsOf(page).map((path) => `[${basename(path).split('.')[0]}](${path})`)
  if (texts.length === 0 || tests.length === 0) throw new Error(`${file} names no text or no test`)
  return `- **[${heading.slice(2)}](${file})**: ${about}. Held by ${tests.join(', ')}.`
}

function testsOf(page: string): string[] {
  const mentions = [...page.matchAll(/\(([^()\s]+\.test\.tsx?)\)/g)].map(([, path = '']) => path)
  const counts = Map.groupBy(mentions, (path) => path)
  return [...counts]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, SHOWN)
    .map(([path]) => path)
}

/** @returns the whole page, as it must stand in the repository */
export function standardsPage(): string {
  const pages = readdirSync(FOLDER).filter((file) => file !== 'README.md')
  return `${INTRODUCTION}\n${pages.toSorted().map(entry).join('\n')}\n`
}
