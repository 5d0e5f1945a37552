/**
 * The look of every page, inline: one text, so that one hash allows it (see content_security_policy.ts). The colours
 * are those of red-figure pottery: paper, glaze and fired clay. All text has a contrast of 4.5:1 or more (WCAG AA). A
 * tenant's own overrule the variables (theme.ts). What has a side has it by the direction of the script.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f5efe6; --card: #fffdfa; --wash: #f8f1e7; --line: #e2d7c8; --edge: #8d7d6d;
  --ink: #241b15; --soft: #65584c;
  --clay: #a5431d; --clay-deep: #84330f; --on-clay: #fffaf4;
  --bad: #9c1c1c; --bad-wash: #fcebe7;
  --shadow: 0 1px 2px rgb(60 35 15 / .06), 0 12px 32px -12px rgb(60 35 15 / .18);
  --round: 14px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14100e; --card: #1f1916; --wash: #2a221d; --line: #3b312a; --edge: #85766a;
    --ink: #f3eae0; --soft: #bbac9e;
    --clay: #ec9a6c; --clay-deep: #f6b48e; --on-clay: #241207;
    --bad: #ffa79d; --bad-wash: #3b1f1b;
    --shadow: 0 12px 32px -12px rgb(0 0 0 / .6);
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  --round-in: calc(var(--round) * 4 / 7);
  margin: 0; min-height: 100vh; min-height: 100dvh; padding: 0 1.25rem 1.5rem;
  display: flex; flex-direction: column; align-items: center;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 ui-sans-serif, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  overflow-wrap: anywhere;
}
:lang(ja) { word-break: auto-phrase; }
header { display: flex; align-items: center; gap: .75rem; width: 100%; max-width: 26rem; margin: 2.25rem 0 1.25rem; }
.mark { flex: none; color: var(--clay); }
.seal { fill: var(--paper); }
.seal-cut { stroke: var(--clay); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
picture { display: contents; }
.tenant-logo { flex: none; height: 2.625rem; width: auto; max-width: 45%; object-fit: contain; border-radius: calc(var(--round-in) / 2); }
.tenant { font-size: 1.125rem; font-weight: 650; letter-spacing: -.005em; }
main {
  width: 100%; max-width: 26rem; overflow: hidden;
  background: var(--card); border: 1px solid var(--line); border-radius: var(--round); box-shadow: var(--shadow);
}
.wide header, .wide main { max-width: 40rem; }
.meander { flex: none; display: block; width: calc(100% + 2.5rem); color: var(--clay); opacity: .5; }
.content { padding: 1.75rem 2rem 2rem; }
footer { margin-top: auto; padding-top: 1.75rem; color: var(--soft); font-size: .8125rem; text-align: center; }
footer p { margin: 0; }
footer .links { justify-content: center; margin: 0 0 .35rem; font-size: inherit; }
footer a, footer a:hover { color: inherit; }
footer :focus-visible { outline-color: currentColor; }
h1 {
  margin: 0 0 .75rem; font-size: 1.625rem; line-height: 1.2; font-weight: 600; letter-spacing: -.01em;
  font-family: ui-serif, 'Iowan Old Style', Palatino, 'Palatino Linotype', Georgia, serif; text-wrap: balance;
}
h1 .name { font-weight: inherit; }
h2 { margin: 0 0 .5rem; font-size: 1rem; line-height: 1.3; }
h2.caption { margin-top: 1.25rem; font-size: .8125rem; font-weight: 600; color: var(--soft); }
p { margin: 0 0 .75rem; }
.name { font-weight: 600; }
.soft { color: var(--soft); font-size: .875rem; }
.host { font-weight: 600; color: var(--ink); }
a { color: var(--clay); text-underline-offset: .18em; }
a:hover { color: var(--clay-deep); }
code { direction: ltr; unicode-bidi: isolate; font: .875em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }

.asks { display: flex; gap: .85rem; align-items: flex-start; margin: 0 0 1.25rem; }
.asks p { margin: 0; }
.asks p + p { margin-top: .15rem; }
.logo { flex: none; border-radius: var(--round-in); border: 1px solid var(--line); background: #fff; object-fit: contain; }

.field { margin-bottom: 1rem; }
label { display: block; margin-bottom: .3rem; font-size: .875rem; font-weight: 600; }
input {
  display: block; width: 100%; padding: .7rem .8rem; font: inherit; color: var(--ink);
  background: var(--card); border: 1px solid var(--edge); border-radius: var(--round-in);
}
.choice { display: flex; gap: .6rem; align-items: center; margin: 0 0 1rem; }
.choice label { margin: 0; font-weight: 400; cursor: pointer; }
.choice input { flex: none; width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--clay); cursor: pointer; }
input[readonly] { background: var(--wash); border-color: var(--line); }
input[aria-invalid] { border-color: var(--bad); }

button, .button {
  display: block; width: 100%; margin-top: .75rem; padding: .7rem 1rem; cursor: pointer;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; overflow-wrap: anywhere;
  color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: var(--round-in);
  transition: background-color .12s, border-color .12s;
}
button:hover, .button:hover { color: var(--ink); background: var(--wash); border-color: var(--ink); }
.primary { color: var(--on-clay); background: var(--clay); border-color: var(--clay); }
.primary:hover { color: var(--on-clay); background: var(--clay-deep); border-color: var(--clay-deep); }
.field + .primary, .hint + .primary { margin-top: 1.4rem; }
.quiet { color: var(--clay); border-color: transparent; background: none; }
.quiet:hover { color: var(--clay-deep); border-color: transparent; background: var(--wash); }
:focus-visible { outline: 3px solid var(--clay); outline-offset: 2px; }
input:focus-visible { outline-offset: 0; border-color: var(--clay); }
.pair { display: flex; flex-direction: row-reverse; gap: .75rem; margin-top: 1.5rem; }
.pair > * { flex: 1 1 0; margin-top: 0; }

.notice {
  margin: 0 0 1.25rem; padding: .75rem .9rem; font-size: .9375rem;
  color: var(--bad); background: var(--bad-wash); border-inline-start: 4px solid currentColor; border-radius: var(--round-in);
}
.notice p { margin: 0; }
.warning { margin: 0 0 1.25rem; padding: .75rem .9rem; font-size: .9375rem; background: var(--wash); border-inline-start: 4px solid var(--clay); border-radius: var(--round-in); }
.warning p { margin: 0; }
output { display: block; }
.user-code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; font-size: 1.375rem; letter-spacing: .08em; }
p.user-code { margin: 0 0 .25rem; font-weight: 600; }
input.user-code { text-transform: uppercase; direction: ltr; text-align: start; }
p.user-code { direction: ltr; text-align: match-parent; }

.account { display: flex; align-items: center; gap: .75rem; text-align: start; font-weight: 400; }
.account-text { display: flex; flex-direction: column; line-height: 1.35; min-width: 0; }
.initial {
  flex: none; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  display: grid; place-items: center; font-weight: 600; color: var(--on-clay); background: var(--clay);
}
.chip { padding: .6rem .75rem; margin-bottom: .75rem; background: var(--wash); border: 1px solid var(--line); border-radius: var(--round-in); }
.chip + .asks { margin: 1.25rem 0 .75rem; }
.accounts { list-style: none; margin: 0; padding: 0; }
.accounts button { margin: 0 0 .6rem; padding: .6rem .75rem; border-color: var(--line); border-radius: var(--round-in); background: var(--wash); }
.accounts button:hover { border-color: var(--clay); }

.permissions { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.permissions li { position: relative; padding-block: .65rem; padding-inline-start: 1.75rem; border-bottom: 1px solid var(--line); }
.permissions li::before {
  content: ''; position: absolute; inset-inline-start: .25rem; top: 1rem; width: .75rem; height: .4rem;
  border-left: 2px solid var(--clay); border-bottom: 2px solid var(--clay); transform: rotate(-45deg);
}

.hint { margin: .3rem 0 0; font-size: .875rem; color: var(--soft); }
section { margin-top: 1.75rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.entries { list-style: none; margin: 0; padding: 0; }
.entries li { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .65rem 0; border-bottom: 1px solid var(--line); }
.entries .soft { display: block; }
.entries + .soft { margin: .75rem 0 0; }
.entries form, .entries > li > .button { flex: none; }
.entries button, .entries .button { width: auto; margin: 0; padding: .4rem .8rem; font-size: .9375rem; }
.here { padding: .1rem .5rem; font-size: .8125rem; color: var(--clay); border: 1px solid currentColor; border-radius: 99px; white-space: nowrap; }
.connected { margin-bottom: 1.5rem; }
.connected .permissions + .soft { margin: .75rem 0 0; }
.wide section > .button, .wide section > form > button, .connected button { width: fit-content; min-width: 14rem; }

.upstreams .or { display: flex; align-items: center; gap: .75rem; margin: 1.25rem 0 .25rem; font-size: .875rem; color: var(--soft); }
.upstreams .or::before, .upstreams .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.qr { display: block; width: 13rem; max-width: 100%; height: auto; margin: 0 auto 1rem; background: #fff; border: 1px solid var(--line); border-radius: 10px; }
p.totp-key { margin-bottom: 1rem; font-size: 1rem; letter-spacing: .04em; }
.codes { margin: 0 0 1rem; padding-inline-start: 2rem; }
.codes li { padding: .25rem 0; }
.codes li::marker { color: var(--soft); font-size: .8125rem; }
@media print { header, footer, .meander, .button, .warning { display: none; } main { border: 0; box-shadow: none; } }

.links { display: flex; flex-wrap: wrap; gap: 0 .9rem; margin: 1.25rem 0 0; font-size: .875rem; color: var(--soft); }
.links > * { padding-block: .15rem; min-height: 1.5rem; }
.content > .button { margin-top: 1rem; }
.content > .button + form { margin-top: 1.5rem; }
.wide .content > .button { width: fit-content; min-width: 14rem; }
.permissions + .soft, form + .soft { margin: 1rem 0 0; }
.developers { margin: 1.5rem -2rem 0; padding: 1.25rem 2rem; background: var(--wash); border-top: 1px solid var(--line); }
.developers:last-child { margin-bottom: -2rem; padding-bottom: 1.5rem; }
.developers + .developers { margin-top: 0; }
.developers > p { margin: 1rem 0 0; font-size: .9375rem; }
.developers:target { box-shadow: inset 4px 0 var(--clay); }
[dir=rtl] .developers:target { box-shadow: inset -4px 0 var(--clay); }
.facts { margin: 0; font-size: .9375rem; }
.facts > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: .25rem 1rem; padding: .45rem 0; border-top: 1px solid var(--line); }
.facts > div:first-child { border-top: 0; }
dt { color: var(--soft); }
dd { margin: 0; }

@media (max-width: 30rem) {
  body { padding: 0 1rem 1rem; }
  .meander { width: calc(100% + 2rem); }
  header { margin: 1.25rem 0; }
  .content { padding: 1.5rem 1.25rem; }
  .pair { flex-direction: column; }
  .developers { margin-inline: -1.25rem; padding-inline: 1.25rem; }
  .developers:last-child { margin-bottom: -1.5rem; }
  .facts > div { grid-template-columns: 1fr; }
  .entries li { flex-wrap: wrap; }
  .wide section > .button, .wide section > form > button, .connected button { width: 100%; }
}
@media (prefers-contrast: more) {
  body { --soft: var(--ink); --edge: var(--ink); --line: var(--edge); --shadow: none; }
  :focus-visible { outline-width: 4px; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) { .primary, .notice, .warning, .initial { border: 1px solid; } .meander { opacity: 1; } }
`
