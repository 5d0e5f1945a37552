/** Asks whether this browser shall know the person when it is opened again. Posts `remember`. */
import { messagesIn, type Language } from '../messages/catalogue.ts'

export const Remember = ({ lang, isChosen }: { lang: Language; isChosen: boolean }) => (
  <label class="choice">
    <input type="checkbox" name="remember" value="yes" checked={isChosen} />
    <span>{messagesIn(lang).signIn.remember}</span>
  </label>
)
