/** Values as JavaScript that means exactly them. */

/** JSON is valid JavaScript, but there the name `__proto__` would set a prototype. */
export function inCode(value: object): string {
  const json = JSON.stringify(value, null, 2);
  return json.includes('"__proto__"') ? `JSON.parse(${JSON.stringify(json)})` : json;
}

export function template(text: string): string {
  return `\`${text.replaceAll(/[\\`]|\$\{/g, (special) => `\\${special}`)}\``;
}

/** An object whose values are code. */
export function objectOf(members: readonly (readonly [name: string, code: string])[]): string {
  if (members.length === 0) return "{}";
  const lines = members.map(([name, code]) => `  ${name === code ? name : `${name}: ${code}`},`);
  return ["{", ...lines, "}"].join("\n");
}

/** Code, and what it imports. */
export interface Expression {
  readonly imports: readonly Import[];
  readonly code: string;
}

export type Import = readonly [name: string, from: string];

/** One statement for each module, with the names in order. */
export function importing(imports: readonly Import[]): string[] {
  const modules = new Map<string, Set<string>>();
  for (const [name, from] of imports) modules.set(from, (modules.get(from) ?? new Set()).add(name));
  return [...modules].map(([from, names]) => `import { ${[...names].sort().join(", ")} } from "${from}";`);
}
