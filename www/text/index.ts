/**
 * Every word of the page. A language is a folder with the same files as `en/`; the type `Text` makes a missing or
 * superfluous entry an error of compilation.
 */

import { de } from "./de";
import { en } from "./en";
import { setLocale } from "./locale";

export type Text = typeof en;

/** By the tag that `lang` takes, with what each calls itself. */
export const LANGUAGES = { en: { name: "English", text: en }, de: { name: "Deutsch", text: de } } as const;

export type Language = keyof typeof LANGUAGES;

/** The words of the language that is spoken. Read it when rendering, never once at import. */
export let text: Text = en;

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

/** The first of the visitor's languages that the page speaks. */
export function preferredLanguage(): Language {
  return navigator.languages.map(languageOf).find(isLanguage) ?? "en";
}

/** The whole page must be rendered afterwards. */
export function speak(language: Language): void {
  text = LANGUAGES[language].text;
  setLocale(navigator.languages.find((tag) => languageOf(tag) === language) ?? language);
  document.documentElement.lang = language;
  document.title = text.page.documentTitle;
  document.querySelector("meta[name=description]")?.setAttribute("content", text.page.description);
}

function languageOf(tag: string): string {
  return tag.split("-", 1)[0]?.toLowerCase() ?? tag;
}
