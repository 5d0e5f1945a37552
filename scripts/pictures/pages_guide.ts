/** docs/pages.md: every page and every state of it, in pictures. */

const INTRODUCTION = `# Every page

What people see, in every state, from left to right: light, dark, and in a narrow window. Written by \`npm run screenshots\` from
the pages that the tests draw; axe finds nothing on any of them, in each of these views, in English and in Arabic, and in the look of a
[tenant of its own](branding.md).
`

/** Takes the pages by name, as HTML; a page's picture is in `images/pages`. */
export function pagesGuide(pages: Record<string, string>): string {
  const sections = Object.entries(pages).map(([name, html]) => {
    const title = textOf(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? name)
    return `## ${name}\n\n![${title}: light, dark and narrow](images/pages/${name}.png)\n`
  })
  return [INTRODUCTION, ...sections].join('\n')
}

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#39;', '’')
    .replaceAll('&amp;', '&')
