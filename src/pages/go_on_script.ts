/** Leaves for the app though a frame of the page hangs. Constant, so that its hash can be allowed. */
export const GO_ON_SCRIPT =
  "setTimeout(() => location.replace(document.getElementById('go-on').href), 5000)"
