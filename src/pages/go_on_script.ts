/** Leaves for the app when everything on the page has loaded, its frames included. Constant, so that its hash can be allowed. */
export const GO_ON_SCRIPT =
  "addEventListener('load', () => location.replace(document.getElementById('go-on').href))"
