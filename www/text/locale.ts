/** The language the page speaks, as Intl wants it: for dates and numbers. */
export let locale = "en-GB";

/** Called by `speak` alone, which sets the words as well. */
export function setLocale(tag: string): void {
  locale = tag;
}

export function number(value: number): string {
  return value.toLocaleString(locale);
}
