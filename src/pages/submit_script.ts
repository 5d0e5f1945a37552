/** The only script of the pages: sends the form of a form_post response. Constant, so that its hash can be allowed. */
export const SUBMIT_SCRIPT = 'document.forms[0].submit()'
