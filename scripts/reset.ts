/** `npm run reset`: forgets all that `npm start` has made: storage, secrets and demo clients. */
import { rmSync } from 'node:fs'
import { localFiles } from './local/settings.ts'

for (const path of Object.values(localFiles())) rmSync(path, { recursive: true, force: true })
console.log('Amphora starts anew: storage, .dev.vars and .demo.json are gone.')
