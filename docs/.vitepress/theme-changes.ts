import { readFileSync } from "node:fs";
import type { UserConfig } from "vitepress";

/** Of the Vite that VitePress brings. */
type Plugin = Extract<NonNullable<NonNullable<UserConfig["vite"]>["plugins"]>[number], { name: string }>;

/**
 * Changes in the default theme, most of them for people who cannot see it: the old text and the new one, by part. If a newer
 * theme no longer has the old text, the build stops.
 */
const CHANGES: Record<string, [from: string, to: string][]> = {
  // Neither had a main part.
  "components/VPHome.vue": [['<div \n    class="VPHome"', '<div\n    role="main" class="VPHome"']],
  "NotFound.vue": [['<div class="NotFound">', '<div class="NotFound" role="main">']],
  // Its name is what one sees, where one sees it, and the keys are not part of it.
  "components/VPNavBarSearchButton.vue": [
    [":aria-label=\"translate('button.buttonAriaLabel')\"", ":title=\"translate('button.buttonAriaLabel')\""],
    ['<span class="DocSearch-Button-Keys">', '<span class="DocSearch-Button-Keys" aria-hidden="true">'],
  ],
  // A group that cannot be closed is not a button, and one that can holds no second one.
  "components/VPSidebarItem.vue": [
    ["(isLink.value ? undefined : 'button')", "(collapsible.value && !isLink.value ? 'button' : undefined)"],
    [':tabindex="item.items && 0"', ':tabindex="itemRole && 0" :aria-expanded="itemRole && !collapsed"'],
    [
      'role="button"\n        aria-label="toggle section"\n        @click="onCaretClick"\n        @keydown.enter="onCaretClick"\n        tabindex="0"',
      'aria-hidden="true"\n        @click="onCaretClick"',
    ],
    [
      "if ('key' in e && e.key !== 'Enter') {\n    return\n  }",
      "if ('key' in e) {\n    if (e.key !== 'Enter' && e.key !== ' ') return\n    e.preventDefault()\n  }",
    ],
  ],
  // A dialog, whose field has a list of options: each is the link itself, chosen with the arrows while one types.
  "components/VPLocalSearchBox.vue": [
    // As `search.ts` indexes names. An option of the configuration would reach the page as text, which its policy does not run.
    [
      "fuzzy: 0.2,",
      'fuzzy: 0.2, tokenize: (text) => text.replace(/\\w*_\\w*/g, (name) => name.replaceAll("_", "") + " " + name).split(/[\\s\\p{Z}\\p{P}]+/u).filter(Boolean),',
    ],
    [
      'role="button"\n      :aria-owns="results?.length ? \'localsearch-list\' : undefined"\n      aria-expanded="true"\n      aria-haspopup="listbox"\n      aria-labelledby="localsearch-label"',
      'role="dialog" aria-modal="true" aria-label="Search"',
    ],
    [
      'aria-autocomplete="both"',
      'role="combobox" aria-autocomplete="list" :aria-expanded="results?.length ? \'true\' : \'false\'"',
    ],
    [
      ":id=\"'localsearch-item-' + index\"\n            :aria-selected=\"selectedIndex === index ? 'true' : 'false'\"\n            role=\"option\"",
      'role="none"',
    ],
    [
      ":aria-label=\"[...p.titles, p.title].join(' > ')\"",
      ':id="\'localsearch-item-\' + index" role="option" tabindex="-1" :aria-selected="selectedIndex === index ? \'true\' : \'false\'"',
    ],
    ['<div class="search-keyboard-shortcuts">', '<div class="search-keyboard-shortcuts" aria-hidden="true">'],
    ['<span class="title-icon">', '<span class="title-icon" aria-hidden="true">'],
  ],
};

const THEME = "vitepress/dist/client/theme-default/";

export const changedTheme: Plugin = {
  name: "changed-theme",
  enforce: "pre",
  load(id) {
    const [, part = ""] = id.replaceAll("\\", "/").split(THEME);
    const changes = CHANGES[part];
    if (!changes) return undefined;
    return changes.reduce(
      (source, [from, to]) => {
        if (!source.includes(from)) throw new Error(`${part} of VitePress has changed; it holds no ${from}`);
        return source.replace(from, () => to);
      },
      readFileSync(id, "utf8"),
    );
  },
};
