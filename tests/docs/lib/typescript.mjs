// Reads names out of the package's sources. Biome formats them, so regular expressions are enough.

/** The members of `export interface <name>`. */
export function membersOf(source, name) {
  const [, body] =
    new RegExp(`^export interface ${name}[^{]* \\{\\n([\\s\\S]*?)^\\}`, "m").exec(source) ?? [];
  if (body === undefined) throw new Error(`there is no interface ${name}`);
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, member]) => member);
}

/** The strings of `export type <name> = "a" | "b"` or of `export const <name> = ["a", "b"]`. */
export function stringsOf(source, name) {
  const [, body] = new RegExp(`^export (?:type|const) ${name} =([^;]*);`, "m").exec(source) ?? [];
  if (body === undefined) throw new Error(`there is no ${name}`);
  return [...body.matchAll(/"(\w+)"/g)].map(([, text]) => text);
}
