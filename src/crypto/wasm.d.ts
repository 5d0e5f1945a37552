/** A WebAssembly file is imported compiled: nothing is compiled at run time, which the platform forbids. */
declare module '*.wasm' {
  const compiled: WebAssembly.Module
  export default compiled
}
