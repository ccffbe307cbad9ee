/** The language the page speaks, as Intl wants it: for dates and numbers. */
export let locale = "en-GB";

/** Called by `speak` alone, which sets the words as well. */
export function setLocale(tag: string): void {
  locale = tag;
}

/** Below a thousand there is nothing to separate, and the first use of Intl would keep the token from being shown. */
export function number(value: number): string {
  return value < 1000 ? String(value) : value.toLocaleString(locale);
}
