/** What `env` and `exports` of 'cloudflare:workers' are in the tests: the bindings and the entry of this Worker. */
declare namespace Cloudflare {
  interface Env extends AmphoraEnv {}
  interface GlobalProps {
    mainModule: typeof import('../src/worker.ts')
  }
}

type AmphoraEnv = import('../src/env.ts').Env
