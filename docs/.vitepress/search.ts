import type { MarkdownEnv } from "vitepress";

interface Renderer {
  render(source: string, env: MarkdownEnv): string;
}

const HEADING = /(<h[1-6]\b[\s\S]*?<\/h[1-6]>)/;
const NAME = /\b[a-z]+(?:_[a-z\d]+)+\b/gi;

/**
 * What is indexed of a page. The index splits `key_not_found` into three words that are on every page, so the name is added as one
 * word, `keynotfound`, which is also what the search box makes of it (`theme-changes.ts`). Headings are shown, and stay as they are.
 */
export function renderForSearch(source: string, env: MarkdownEnv, markdown: Renderer): string {
  return withWholeNames(markdown.render(source, env));
}

export function withWholeNames(html: string): string {
  return html
    .split(HEADING)
    .map((part) => (HEADING.test(part) ? part : part.replaceAll(/>[^<]+/g, namesTwice)))
    .join("");
}

const namesTwice = (text: string) => text.replaceAll(NAME, (name) => `${name} ${name.replaceAll("_", "")}`);
