/** Sentences in the code of the page that stand outside its texts, found by the syntax and not by the line. */

import { parseSync } from "vite";

/** Attributes that a person reads or hears. */
const READ =
  /^(?:aria-(?:label|description|valuetext|roledescription|placeholder)|alt|label|placeholder|title)$/;
/** Two words in a row: an identifier or a name of a class is not a sentence. */
const SENTENCE = /(?:^|\s)[A-Z]?[a-zà-ÿ’']+ [a-zà-ÿ’']{2,}(?:\s|[.,:;!?]|$)/;
const WORD = /\p{L}{2}/u;

export function literalsIn(path, code) {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const found = [];
  visit(program, (node) => {
    const words = wordsOf(node);
    if (words === undefined) return;
    found.push({ line: code.slice(0, node.start).split("\n").length, words: words.trim() });
  });
  return found;
}

function visit(node, look) {
  if (isForProgrammers(node)) return;
  look(node);
  for (const child of Object.values(node)) {
    for (const one of [child].flat()) if (typeof one?.type === "string") visit(one, look);
  }
}

function wordsOf(node) {
  if (node.type === "JSXText") return WORD.test(node.value) ? node.value : undefined;
  if (node.type === "JSXAttribute") {
    const { name, value } = node;
    return READ.test(name.name) && WORD.test(value?.value) ? value.value : undefined;
  }
  const text = node.type === "Literal" ? node.value : node.value?.cooked;
  return typeof text === "string" && SENTENCE.test(text) ? text : undefined;
}

/** Attributes that no person reads, an error that is thrown at a programmer, and what goes to the browser's console. */
function isForProgrammers(node) {
  if (node.type === "JSXAttribute") {
    return node.name.name === "class" || (node.value?.type === "Literal" && !READ.test(node.name.name));
  }
  if (node.type === "NewExpression") return /Error$/.test(node.callee.name ?? "");
  return node.type === "CallExpression" && node.callee.object?.name === "console";
}
