export interface Leaf {
  /** `user.phones[0]` */
  readonly path: string;
  /** The nearest name: `phones`. */
  readonly name: string;
  readonly value: unknown;
}

/** The core refuses deeper JSON. */
const DEEPEST = 32;

/** Every value that is neither object nor list. */
export function leavesOf(root: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (value: unknown, path: string, name: string, depth: number) => {
    if (typeof value !== "object" || value === null) {
      if (path !== "") leaves.push({ path, name, value });
      return;
    }
    if (depth === DEEPEST) return;
    for (const [key, inner] of Object.entries(value)) {
      if (Array.isArray(value)) visit(inner, `${path}[${key}]`, name, depth + 1);
      else visit(inner, path === "" ? key : `${path}.${key}`, key, depth + 1);
    }
  };
  visit(root, "", "", 0);
  return leaves;
}
