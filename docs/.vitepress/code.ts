import type { ShikiTransformer, ThemeRegistration } from "shiki";

/**
 * What a piece of code is, by the scopes that grammars give it. The colours stand in `theme/code.css` by class: a colour in a
 * `style` attribute would need a policy that allows inline styles, and be written out thousands of times.
 */
const KINDS: Record<string, string[]> = {
  comment: ["comment", "punctuation.definition.comment"],
  keyword: ["keyword", "storage", "entity.name.tag", "variable.language"],
  string: ["string", "punctuation.definition.string", "markup.inline.raw"],
  constant: ["constant", "support.constant", "variable.other.constant", "entity.other.attribute-name"],
  function: ["entity.name.function", "support.function", "meta.function-call.generic"],
  type: ["entity.name.type", "entity.name.class", "support.type", "support.class", "entity.name.namespace"],
  plain: [
    "meta.object-literal.key",
    "support.type.property-name",
    "keyword.operator.type.annotation",
    "punctuation",
    "meta.brace",
    "storage.type.function.arrow",
  ],
};

const PLAIN = "#000000";

/** Never seen: a theme can name colours only, so each kind has a number for one. */
const kinds = Object.entries(KINDS).map(([name, scope], index) => ({
  name,
  scope,
  colour: `#0000${(index + 1).toString(16).padStart(2, "0")}`,
}));

export const codeTheme: ThemeRegistration = {
  name: "jwt-wasm",
  type: "light",
  colors: { "editor.foreground": PLAIN, "editor.background": "#ffffff" },
  tokenColors: kinds.map(({ scope, colour }) => ({ scope, settings: { foreground: colour } })),
};

export const classesForColours: ShikiTransformer = {
  name: "classes-for-colours",
  span(node) {
    const { style, ...others } = node.properties;
    node.properties = others;
    const [, colour] = /color:(#[\da-f]{6})/i.exec(String(style ?? "")) ?? [];
    const kind = kinds.find((one) => one.colour === colour?.toLowerCase());
    if (kind && kind.name !== "plain") this.addClassToHast(node, `code-${kind.name}`);
  },
};
