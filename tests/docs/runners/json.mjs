// A `json` or `jsonc` block is a whole file of that form.
export async function run({ code }) {
  JSON.parse(code.replaceAll(/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[\s\S]*?\*\//g, "$1"));
}
