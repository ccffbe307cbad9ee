import { existsSync } from "node:fs";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { classesForColours, codeTheme } from "./code";
import { descriptionOf } from "./description";
import { alignedByClass, anchorOf, linksOfRepository, REPOSITORY } from "./links";
import { renderForSearch } from "./search";
import { type Question, sidebar } from "./sidebar";
import { changedTheme } from "./theme-changes";

/** The path that the site stands below; `cargo xtask docs --base` sets it. The inspector is one level above. */
const { DOCS_BASE: base = "/docs/" } = process.env;

const ICON = fileURLToPath(new URL("../../www/public/icon.svg", import.meta.url));

export default defineConfig({
  lang: "en",
  title: "jwt-wasm",
  description: "JSON Web Tokens, decoded, verified, signed and explained by one strict core in Rust.",
  base,
  cleanUrls: true,
  // `tests/site` follows every link of the built site, anchors included.
  ignoreDeadLinks: true,
  // For a moment it would put a style sheet into the page, which the policy does not allow.
  appearance: { disableTransition: false },
  // Otherwise each page holds a script of its own with the list of all pages.
  metaChunk: true,
  head: [
    ["link", { rel: "icon", href: `${base}icon.svg`, type: "image/svg+xml" }],
    ["meta", { name: "referrer", content: "no-referrer" }],
  ],
  markdown: {
    theme: codeTheme,
    codeTransformers: [classesForColours],
    anchor: { slugify: anchorOf },
    config(markdown) {
      linksOfRepository(markdown);
      alignedByClass(markdown);
    },
  },
  // The service worker fetches every page once; the pages of all links in sight would come beside those that are being read.
  router: { prefetchLinks: false },
  vite: { plugins: [changedTheme] },
  themeConfig: {
    logo: { src: "/icon.svg", alt: "", width: 24, height: 24 },
    nav: [
      { text: "Guide", link: "/quick-start", activeMatch: "^/(?!api|crate)." },
      { text: "API", link: "/api/", target: "_self" },
      { text: "Rust", link: "/crate/jwt_wasm/", target: "_self" },
      { component: "InspectorLink" },
    ],
    sidebar: [
      ...existing(sidebar),
      {
        text: "Reference",
        items: [
          { text: "API of the npm package", link: "/api/", target: "_self" },
          { text: "API of the crate", link: "/crate/jwt_wasm/", target: "_self" },
        ],
      },
    ],
    outline: [2, 3],
    search: { provider: "local", options: { detailedView: false, _render: renderForSearch } },
    notFound: {
      title: "There is no such page",
      quote: "It may have another name now. The search above looks through all of them.",
      linkText: "To the start page",
      linkLabel: "To the start page",
    },
    socialLinks: [{ icon: "github", link: REPOSITORY, ariaLabel: "The repository on GitHub" }],
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: "Edit this page on GitHub" },
    externalLinkIcon: true,
  },
  async transformPageData(page, { siteConfig }) {
    const { description } = page.frontmatter;
    if (description || page.isNotFound) return;
    const text = await readFile(join(siteConfig.srcDir, page.filePath), "utf8");
    return { description: descriptionOf(text) };
  },
  // What the server's side of Vue leaves, the browser's side sets by itself; the policy allows no `style` attribute.
  transformHtml: (html) => html.replaceAll(/ style="[^"]*"/g, ""),
  buildEnd: ({ outDir }) => copyFile(ICON, join(outDir, "icon.svg")),
});

/** While pages are being written, those that are not there yet are left out. */
function existing(questions: Question[]): Question[] {
  const isThere = (link: string) => existsSync(fileURLToPath(new URL(`..${link}.md`, import.meta.url)));
  return questions.map((question) => ({
    ...question,
    items: question.items.filter(({ link }) => isThere(link)),
  }));
}
