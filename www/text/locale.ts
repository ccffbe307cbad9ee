/** The current language tag, for dates and numbers. */
export let locale = "en-GB";

/** Only `speak` calls this, which sets the sentences as well. */
export function setLocale(tag: string): void {
  locale = tag;
}

/** Small numbers need no separators, and the first use of Intl would delay showing the token. */
export function number(value: number): string {
  return value < 1000 ? String(value) : value.toLocaleString(locale);
}
