import { existsSync, statSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { MarkdownRenderer } from "vitepress";
import { sidebar } from "./sidebar";

export const REPOSITORY = "https://github.com/jwt-wasm/jwt-wasm";

const OWN = /^https:\/\/github\.com\/jwt-wasm\/jwt-wasm\/(?:blob|tree)\/main\/(.*)$/;
const OWN_PICTURE = /^https:\/\/raw\.githubusercontent\.com\/jwt-wasm\/jwt-wasm\/main\/(.*)$/;

const inRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The anchor of a heading, as GitHub makes it: a link is right there and here. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

/** A link as it stands in the page `docs/${page}`, and as it must stand on the site. */
export function linkOnSite(link: string, page: string): string {
  const [, own] = OWN.exec(link) ?? [];
  if (own === undefined && (link === "" || /^(?:[a-z][a-z\d+.-]*:|\/|#)/i.test(link))) return link;
  const [path = "", anchor] = (own ?? link).split("#");
  const target = own === undefined ? posix.join("docs", posix.dirname(page), path) : posix.normalize(path);
  const hash = anchor === undefined ? "" : `#${anchor}`;
  if (isPage(target)) return `/${target.slice("docs/".length)}${hash}`;
  const kind = isFolder(target) ? "tree" : "blob";
  return `${REPOSITORY}/${kind}/main/${target.replace(/\/$/, "")}${hash}`;
}

/** A picture of this repository comes from the site itself, not from GitHub. */
export function pictureOnSite(source: string, page: string): string {
  const [, own] = OWN_PICTURE.exec(source) ?? [];
  if (own === undefined) return source;
  const relative = posix.relative(posix.dirname(`docs/${page}`), own);
  return relative.startsWith(".") ? relative : `./${relative}`;
}

const isPage = (path: string) => /^docs\/.*\.md$/.test(path) && existsSync(inRepository(path));
const isFolder = (path: string) =>
  statSync(inRepository(path), { throwIfNoEntry: false })?.isDirectory() === true;

/** Links and pictures are rewritten before VitePress looks at them. */
export function linksOfRepository(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("links-of-repository", ({ tokens, env }) => {
    for (const { children } of tokens) {
      for (const [index, token] of (children ?? []).entries()) {
        if (token.type === "link_open" && token.attrGet("class") !== "header-anchor") {
          const href = linkOnSite(token.attrGet("href") ?? "", env.relativePath);
          token.attrSet("href", href);
          const text = children?.[index + 1];
          if (text?.type === "text" && FILE.test(text.content)) text.content = nameOf(href) ?? text.content;
        } else if (token.type === "image") {
          token.attrSet("src", pictureOnSite(token.attrGet("src") ?? "", env.relativePath));
        }
      }
    }
  });
}

/** What a link says that names a file, which no reader of the site sees. */
const FILE = /^[\w./-]+\.md$/;

/** The name that a page has in the sidebar. */
function nameOf(href: string): string | undefined {
  const [, link] = /^(\/.*)\.md$/.exec(href) ?? [];
  return sidebar.flatMap(({ items }) => items).find((page) => page.link === link)?.text;
}

/** The policy allows no `style` attribute, by which markdown-it aligns the cells of a column. */
export function alignedByClass(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("aligned-by-class", ({ tokens }) => {
    for (const token of tokens) {
      const side = /^text-align:(\w+)$/.exec(token.attrGet("style") ?? "")?.[1];
      if (!side) continue;
      token.attrs = token.attrs?.filter(([name]) => name !== "style") ?? [];
      token.attrJoin("class", `align-${side}`);
    }
  });
}
