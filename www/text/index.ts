/**
 * Every sentence of the page. A language is a folder with the same files as `en/`, and the type `Text` makes a missing or
 * extra entry a compile error. Only the chosen language is loaded, and the words of a part that only some people see come
 * with that part.
 */

import { setLocale } from "./locale";

export { inWords } from "./core";

type Part = "below" | "decryption" | "formats" | "inspection" | "deferred" | "make" | "many" | "pastedKey";

/** The words that the page starts with. */
export type FirstWords = typeof import("./en").en;

export type Text = FirstWords &
  typeof import("./en/below") &
  typeof import("./en/decryption") &
  typeof import("./en/formats") &
  typeof import("./en/inspection") &
  typeof import("./en/deferred") &
  typeof import("./en/make") &
  typeof import("./en/many") &
  typeof import("./en/pasted-key");

interface Source {
  /** In its own language. */
  readonly name: string;
  first(): Promise<FirstWords>;
  readonly parts: Readonly<Record<Part, () => Promise<Partial<Text>>>>;
}

const SOURCES = {
  en: {
    name: "English",
    first: async () => (await import("./en")).en,
    parts: {
      below: () => import("./en/below"),
      decryption: () => import("./en/decryption"),
      formats: () => import("./en/formats"),
      inspection: () => import("./en/inspection"),
      deferred: () => import("./en/deferred"),
      make: () => import("./en/make"),
      many: () => import("./en/many"),
      pastedKey: () => import("./en/pasted-key"),
    },
  },
  de: {
    name: "Deutsch",
    first: async () => (await import("./de")).de,
    parts: {
      below: () => import("./de/below"),
      decryption: () => import("./de/decryption"),
      formats: () => import("./de/formats"),
      inspection: () => import("./de/inspection"),
      deferred: () => import("./de/deferred"),
      make: () => import("./de/make"),
      many: () => import("./de/many"),
      pastedKey: () => import("./de/pasted-key"),
    },
  },
} as const satisfies Record<string, Source>;

export type Language = keyof typeof SOURCES;

/** By language tag, with each language's own name. */
export const LANGUAGES: Readonly<Record<Language, { readonly name: string }>> = SOURCES;

/** The sentences in the current language. Read it while rendering, never at import: until `speak` is done there are none. */
export let text: Text;

let current: Language;
let start: () => void;
/** The page can ask for later words before the first ones have come. */
const hasStarted = new Promise<void>((resolve) => {
  start = resolve;
});
/** Another language needs them as well. */
const wanted = new Set<Part>();
let latest = 0;

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(SOURCES, tag);
}

/** The first of the visitor's languages that the page has. */
export function preferredLanguage(): Language {
  return navigator.languages.map(languageOf).find(isLanguage) ?? "en";
}

export function currentLanguage(): Language {
  return current;
}

/** Loads the language, unless another one is asked for meanwhile. The caller must then render the whole page again. */
export async function speak(language: Language): Promise<void> {
  latest += 1;
  const own = latest;
  const words = await wordsIn(language);
  if (own !== latest) return;
  text = words;
  current = language;
  start();
  setLocale(navigator.languages.find((tag) => languageOf(tag) === language) ?? language);
  document.documentElement.lang = language;
  document.title = text.page.documentTitle;
  document.querySelector("meta[name=description]")?.setAttribute("content", text.page.description);
}

async function wordsIn(language: Language): Promise<Text> {
  const { first, parts }: Source = SOURCES[language];
  const names = [...wanted];
  const loaded = await Promise.all([first(), ...names.map((name) => parts[name]())]);
  return wanted.size > names.length ? wordsIn(language) : Object.assign({}, ...loaded);
}

/** Loads a part of the page together with its words. */
export function withWords<T>(parts: readonly Part[], load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [loaded] = await Promise.all([load(), ...parts.map(addWords)]);
    return loaded;
  };
}

async function addWords(part: Part): Promise<void> {
  await hasStarted;
  wanted.add(part);
  const language = current;
  const { parts }: Source = SOURCES[language];
  const words = await parts[part]();
  if (language === current) text = { ...text, ...words };
}

function languageOf(tag: string): string {
  return tag.split("-", 1)[0]?.toLowerCase() ?? tag;
}
