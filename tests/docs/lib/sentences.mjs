// The sentences that stand in the sources, so that none is forgotten in the table of messages.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT, read } from "./repository.mjs";

// The workspace's own compiler has no interface for programs.
const ts = createRequire(join(ROOT, "docs/package.json"))("typescript");

/** Two words in a row: what is shorter is a name, or a part of a sentence that another literal has. */
const IS_PROSE = /(?:^|[\s"'`(])[a-z][a-z'’-]+,? [a-z][a-z'’-]+/;

const isSource = (path) => /(?<!\.d)\.ts$/.test(path);

/** Each literal with prose of the package's scripts: where it is, and what a message that has it looks like. */
export function scriptProse() {
  const paths = readdirSync(join(ROOT, "pkg/src"), { recursive: true }).filter(isSource).sort();
  return paths.flatMap((path) => literalsOf(`pkg/src/${path}`));
}

function literalsOf(path) {
  const file = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    const parts = partsOf(node);
    // A type's name, an import and a key of a cache are not shown to anybody.
    if (parts && !ts.isImportDeclaration(node.parent) && !ts.isLiteralTypeNode(node.parent)) {
      if (IS_PROSE.test(parts.join("x"))) {
        const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({ at: `${path}:${line}`, text: parts.join("…"), pattern: patternOf(parts) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function partsOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
}

/** The core's files that have words. */
const WORDS = [
  "src/error/display.rs",
  "src/error/display/key.rs",
  "src/error/display/file.rs",
  "src/check.rs",
];

/** As {@link scriptProse}, of the core in the npm package. `tests/native/messages.rs` has what it says to Rust. */
export function coreProse() {
  return WORDS.flatMap((path) => {
    const source = read(path)
      .replaceAll(/\/\/.*$/gm, "")
      .replaceAll(/\\\n\s*/g, "")
      .replaceAll(/\brust: (?:r#"[\s\S]*?"#|"(?:[^"\\]|\\.)*"),/g, "");
    const literals = [...source.matchAll(/r#"([\s\S]*?)"#|"((?:[^"\\]|\\.)*)"/g)];
    return literals
      .map(([, raw, text]) => raw ?? JSON.parse(`"${text}"`))
      .filter((text) => IS_PROSE.test(text))
      .map((text) => ({ at: path, text, pattern: patternOf(text.split(/\{\w*\}/)) }));
  });
}

function patternOf(parts) {
  const escaped = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(escaped.join("[\\s\\S]*"));
}
