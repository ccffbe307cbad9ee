/** The attributes of a field whose text must stay as it was entered: nothing completes, corrects or translates it. */
export const VERBATIM = {
  autocomplete: "off",
  autocapitalize: "off",
  autocorrect: "off",
  spellcheck: false,
  translate: false,
} as const;
