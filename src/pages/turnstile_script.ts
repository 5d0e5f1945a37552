/**
 * Holds a form back until Turnstile has put its token in, for a password manager is faster than a check that nobody sees. It
 * says what is waited for, in words that stand in the data attributes. Where the check cannot load, the form is let go after a
 * while, and its answer says what is missing. Constant, so that its hash can be allowed.
 */
export const TURNSTILE_SCRIPT = `(() => {
const widget = document.querySelector('.cf-turnstile')
const form = widget.closest('form')
const status = widget.nextElementSibling
// A frame that takes the width there is has 300 pixels at least.
if (widget.clientWidth < 300) widget.dataset.size = 'compact'
const { working, failing } = widget.dataset
const hasToken = () => Boolean(form.elements['cf-turnstile-response']?.value)
let held, isLetGo = false

// Once: a token that has grown old is put in anew, and nobody has pressed anything for that.
function go() {
  if (!held) return
  const { submitter } = held
  held = undefined
  form.requestSubmit(submitter)
}
window.turnstilePassed = () => { status.textContent = ''; go() }
window.turnstileFailed = () => { status.textContent = failing; return true }

form.addEventListener('submit', (event) => {
  if (isLetGo || hasToken() || event.submitter?.dataset.unchecked !== undefined) return
  event.preventDefault()
  held = event
  status.textContent ||= working
  setTimeout(() => { if (!window.turnstile) { isLetGo = true; go() } }, 8000)
})
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  held = undefined
  window.turnstile?.reset()
})
})()`
