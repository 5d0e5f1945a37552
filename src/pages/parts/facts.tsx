/** Pairs of a term and what it is, for developers. */
import type { Child } from 'hono/jsx'

export const Facts = ({ facts }: { facts: readonly (readonly [term: string, fact: Child])[] }) => (
  <dl class="facts">
    {facts.map(([term, fact]) => (
      <div>
        <dt>{term}</dt>
        <dd>{fact}</dd>
      </div>
    ))}
  </dl>
)
