/** Asks whether this browser shall know the person when it is opened again. Posts `remember`. */
import type { Language } from '../messages/language.ts'

export const Remember = ({ lang, isChosen }: { lang: Language; isChosen: boolean }) => (
  <div class="choice">
    <input id="remember" type="checkbox" name="remember" value="yes" checked={isChosen} />
    <label for="remember">{lang.messages.signIn.remember}</label>
  </div>
)
