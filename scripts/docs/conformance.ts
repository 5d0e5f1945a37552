/** docs/conformance.md, from the plans of the official suite as our own tests run them. */
import { PLANS, type Plan } from '../../test/worker/conformance/plans.ts'

const INTRODUCTION = `# Conformance

The OpenID Foundation certifies providers with a suite of test plans. Amphora runs the modules of these plans as tests of
its own, under the suite's names: each does over HTTP what the suite does, and is as exact about the answers.
\`npm test\` runs them. The modules of the basic plan also run with requests that are signed with HS256, by value and pushed,
which the suite cannot do. They do not replace a run of the suite itself, and Amphora is not certified.

<!-- Written by \`npm run docs\` from test/worker/conformance/plans.ts. Do not edit. -->
`

const TESTS = '../test/worker/conformance'

const section = ({ name, file, modules }: Plan): string =>
  [
    `## ${name}`,
    `${modules.length} ${modules.length === 1 ? 'module' : 'modules'}, tested in [${file}](${TESTS}/${file}):`,
    modules.map((module) => `- \`${module}\``).join('\n'),
  ].join('\n\n')

/** @returns the whole page, as it must stand in the repository */
export const conformancePage = (): string =>
  `${[INTRODUCTION.trimEnd(), ...PLANS.map(section)].join('\n\n')}\n`
