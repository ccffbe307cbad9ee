/** What TypeDoc's pages lack for people who do not see them. */

/** A page with its main part named, its headings one level at a time, and nothing to press inside of something to press. */
export function accessible(html) {
  const named = replaced(html, '<div class="col-content">', '<div class="col-content" role="main">')
    .replace('<nav id="tsd-sidebar-links"', '<nav aria-label="Site" id="tsd-sidebar-links"')
    .replace('<div class="page-menu">', '<div class="page-menu" role="navigation" aria-label="On this page">')
    .replaceAll(/<summary\b[\s\S]*?<\/summary>/g, (summary) =>
      summary.replaceAll(/<a [^>]*class="tsd-anchor-icon"[^>]*>[\s\S]*?<\/a>/g, ""),
    );
  return withoutGaps(named);
}

/** A level for each heading below the last one that is above it: the tags stay, for the style sheet goes by them. */
function withoutGaps(html) {
  const above = [];
  return html.replaceAll(/<h([1-6])\b/g, (tag, number) => {
    while (above.length > 0 && above.at(-1) >= number) above.pop();
    above.push(number);
    return above.length === Number(number) ? tag : `${tag} aria-level="${above.length}"`;
  });
}

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`TypeDoc's pages have changed: ${from} is not in one`);
  return text.replace(from, to);
}
