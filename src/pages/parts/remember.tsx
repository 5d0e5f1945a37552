/** Asks whether this browser shall know the person when it is opened again. Posts `remember`. */
import { messagesIn, type Language } from '../messages/catalogue.ts'

export const Remember = ({ lang, isChosen }: { lang: Language; isChosen: boolean }) => (
  <div class="choice">
    <input id="remember" type="checkbox" name="remember" value="yes" checked={isChosen} />
    <label for="remember">{messagesIn(lang).signIn.remember}</label>
  </div>
)
