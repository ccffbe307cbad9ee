import { preferredLanguage, speak } from "./text";
import "./styles.css";

// Small, so that the words are asked for while the app is still on its way.
const words = speak(preferredLanguage()).catch(() => speak("en"));
void Promise.all([import("./start"), words]).then(([{ start }]) => start());
