/** What rustdoc's pages lack for people who do not see them, and what they do twice. */

/** It fetches its fonts early in a way that no browser uses, and so a second time. */
const FONTS_TWICE =
  /<script>if\(window\.location\.protocol!=="file:"\)[^<]*?insertAdjacentHTML[\s\S]*?<\/script>/;

export function accessible(html) {
  return (
    html
      .replace(FONTS_TWICE, "")
      .replaceAll("<rustdoc-topbar>", '<rustdoc-topbar role="banner">')
      // Its name is hidden while what it opens is open.
      .replaceAll('<summary class="hideme">', '<summary class="hideme" aria-label="Description">')
      // Wide code scrolls, and not everyone has a mouse.
      .replaceAll(/<pre class="rust\b/g, '<pre tabindex="0" class="rust')
  );
}

/** rustdoc makes no page for a folder of one crate, and its own help links to one. */
export const CRATES = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=jwt_wasm/"><title>jwt_wasm</title></head>
<body><a href="jwt_wasm/">The crate jwt_wasm</a></body></html>
`;
