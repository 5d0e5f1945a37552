/** `npm run reset`: forgets all that `npm start` has made: storage, secrets and demo clients. */
import { rmSync } from 'node:fs'
import { localFiles } from './local/settings.ts'

const { storage, devVars, demo } = localFiles()
for (const path of [storage, devVars, demo]) rmSync(path, { recursive: true, force: true })
console.log('Amphora starts anew: storage, .dev.vars and .demo.json are gone.')
