/** What a person reads of a file, with line breaks where they were, so that a place in it is a line of the file. */

const blank = (text) => text.replaceAll(/[^\n]/g, " ");

/** A page without its code. */
export function proseOfPage(markdown) {
  return markdown
    .replaceAll(/^([ \t]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t]*\2[ \t]*$/gm, blank)
    .replaceAll(/`[^`\n]+`/g, blank)
    .replaceAll(/\]\([^)\s]*\)/g, blank)
    .replaceAll(/<[^>\n]*>/g, blank);
}

/**
 * The comments and the messages of a program. A message is a string of at least three words; a string that holds a
 * comment's beginning, such as an address, is still a string.
 */
export function proseOfCode(code, { line = "//", strings = true } = {}) {
  const comment = line === "#" ? /#[^\n]*/ : /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
  const parts = new RegExp(
    `(?<comment>${comment.source})|(?<text>"(?:[^"\\\\\\n]|\\\\[\\s\\S])*"|\`(?:[^\`\\\\]|\\\\[\\s\\S])*\`)`,
    "g",
  );
  let prose = "";
  let end = 0;
  for (const match of code.matchAll(parts)) {
    const { comment: said, text } = match.groups;
    const isProse = said !== undefined || (strings && /\p{L} \p{L}+ \p{L}/u.test(text));
    prose +=
      blank(code.slice(end, match.index)) + (isProse ? match[0].replaceAll("`", " ") : blank(match[0]));
    end = match.index + match[0].length;
  }
  // A sentence that goes on in the next line of a comment.
  return (prose + blank(code.slice(end))).replaceAll(/\n(\s*)(?:\/\/[/!]?|\*|#) /g, "\n$1 ");
}
