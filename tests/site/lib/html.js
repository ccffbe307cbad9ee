/** What a built page links to and can be linked at. By its text, for a thousand pages would take a parser half a minute. */

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };
const decode = (text) => text.replaceAll(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

/** Without scripts and comments, in which a tag is not one. */
const markupOf = (html) => html.replaceAll(/<script[\s\S]*?<\/script>|<!--[\s\S]*?-->/g, "");

const attributes = (html, pattern) => [...markupOf(html).matchAll(pattern)].map(([, value]) => decode(value));

export const linksOf = (html) => attributes(html, /<(?:a|link)\b[^>]*?\shref="([^"]*)"/g);
export const sourcesOf = (html) => attributes(html, /<(?:img|script)\b[^>]*?\ssrc="([^"]*)"/g);
/** The text below a heading, up to the next one; without an anchor, from the page's beginning. */
export function textAt(html, anchor) {
  const from = anchor === "" ? html.indexOf("<h1") : html.indexOf(`id="${anchor}"`);
  const rest = html.slice(from);
  const end = rest.slice(1).search(/<h[1-6]\b/);
  return decode(rest.slice(0, end < 0 ? undefined : end + 1).replaceAll(/<[^>]*>/g, ""));
}

export const anchorsOf = (html) => new Set(attributes(html, /\sid="([^"]*)"/g));
