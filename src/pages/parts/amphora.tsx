/** The mark: a jar with a seal. Drawn here once, for pages and for the browser's tab. */

const JAR =
  'M19 5h10a1.6 1.6 0 0 1 0 3.4h-.6v4.4c0 3 9.1 5.2 9.1 14.4 0 8-6 12.3-9.4 15.3h.6a1.5 1.5 0 0 1 0 3H19.3a1.5 1.5 0 0 1 0-3h.6C16.5 39.5 10.5 35.2 10.5 27.2c0-9.2 9.1-11.4 9.1-14.4V8.4H19A1.6 1.6 0 0 1 19 5Z'
const HANDLES = 'M18.5 7.8C12 6.6 8.6 12.6 12.8 18.6M29.5 7.8c6.5-1.2 9.9 4.8 5.7 10.8'

export const AmphoraMark = () => (
  <svg class="mark" viewBox="9 4 30 42" width="30" height="42" aria-hidden="true" focusable="false">
    <path d={HANDLES} fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
    <path d={JAR} fill="currentColor" />
    <circle class="seal" cx="24" cy="27" r="6.5" />
    <path class="seal-cut" d="m20.9 27.2 2.2 2.2 4.2-4.6" fill="none" />
  </svg>
)

/** The running key of Greek pottery, along the top of every page. */
export const Meander = () => (
  <svg class="meander" width="100%" height="18" aria-hidden="true" focusable="false">
    <pattern id="key" width="20" height="18" patternUnits="userSpaceOnUse">
      <path
        d="M0 14.5H20M16.5 14.5V3.5H4.5V10.5H11"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
      />
    </pattern>
    <rect width="100%" height="18" fill="url(#key)" />
  </svg>
)

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><g fill="#b0502a"><path d="${HANDLES}" fill="none" stroke="#b0502a" stroke-width="3"/><path d="${JAR}"/></g><circle cx="24" cy="27" r="6.5" fill="#fff6ec"/></svg>`

export const ICON_URI = `data:image/svg+xml,${encodeURIComponent(ICON)}`
