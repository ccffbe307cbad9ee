import { createHash } from "node:crypto";

/** TypeDoc's script adds an empty style sheet, whatever its options are. */
const EMPTY = `'sha256-${createHash("sha256").digest("base64")}'`;

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;

/**
 * The policy of one page: it runs the site's own files and the scripts that it was built with, and nothing else. It stands in the
 * page, for not every host reads `_headers`.
 */
export function policyOf(html) {
  const hashes = [...html.matchAll(INLINE_SCRIPT)]
    .filter(([, attributes]) => !/type="(?!module|text\/javascript)/.test(attributes))
    .map(([, , code]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...new Set(hashes)].join(" "),
    `style-src 'self'${html.includes('id="tsd-') ? ` ${EMPTY}` : ""}`,
    // The themes' icons are pictures in their style sheets.
    "img-src 'self' data:",
    "font-src 'self'",
    // The service worker, the search index.
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}

const PLACE = /<head>(?:\s*<meta charset="utf-8"\s*\/?>)?/i;

/** Before everything that it speaks of, and after the page's encoding. */
export function withPolicy(html) {
  if (!PLACE.test(html)) throw new Error("a page has no head, so there is no place for its policy");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policyOf(html)}">`;
  return html.replace(PLACE, (head) => `${head}${meta}`);
}
