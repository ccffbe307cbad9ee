// The package's API as TypeDoc reads it: every export, and whatever can be reached from one.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./repository.mjs";

/** TypeDoc's kinds (`ReflectionKind`), as far as they are met here. */
export const Kind = {
  Variable: 32,
  Function: 64,
  Class: 128,
  Interface: 256,
  Constructor: 512,
  Property: 1024,
  Method: 2048,
  TypeAlias: 2_097_152,
  Accessor: 262_144,
  Reference: 4_194_304,
};

/** TypeDoc's JSON, and what it warns of. */
export async function readApi() {
  const require = createRequire(join(ROOT, "docs/package.json"));
  const { Application } = await import(pathToFileURL(require.resolve("typedoc")).href);
  const app = await Application.bootstrapWithPlugins({ options: join(ROOT, "pkg/typedoc.json") });
  const warnings = [];
  const note = (message) => warnings.push(message);
  Object.assign(app.logger, { warn: note, error: note });
  const project = await app.convert();
  if (project === undefined) return { modules: [], warnings };
  app.validate(project);
  const { children } = app.serializer.projectToObject(project, ROOT);
  return { modules: children, warnings };
}

/** The text of a comment's summary. */
export const summaryOf = ({ comment }) => textOf(comment?.summary);

/** The texts of its blocks of one name, such as `@throws`. */
export const blocksOf = ({ comment }, tag) =>
  (comment?.blockTags ?? []).filter((block) => block.tag === tag).map(({ content }) => textOf(content));

const textOf = (parts = []) =>
  parts
    .map(({ text }) => text)
    .join("")
    .trim();

/** What an export is made of, itself first, each with a name such as `TokenIssuer.issue`. */
export function* partsOf(reflection, path = reflection.name) {
  if (reflection.kind === Kind.Reference) return;
  yield { name: path, reflection };
  for (const child of reflection.children ?? []) {
    if (!isForeign(child)) yield* partsOf(child, `${path}.${child.name}`);
  }
  yield* inType(reflection.type, path);
  for (const { type, parameters = [] } of reflection.signatures ?? []) {
    for (const { type: given, name } of parameters) yield* given ? narrowed(given, `${path}(${name})`) : [];
    yield* inType(type, `${path}()`);
  }
}

/** Without the members that only narrow an option, as `{ complete: true }` does: they are described where they are declared. */
function* narrowed(type, path) {
  for (const part of inType(type, path)) if (!isLiteral(part.reflection.type)) yield part;
}

const isLiteral = (type) =>
  type?.type === "literal" ||
  (type?.type === "intrinsic" && type.name === "undefined") ||
  (type?.type === "union" && type.types.every(isLiteral));

/** Members of object types that stand in the type itself: each is shown by editors as well. */
function* inType(type, path) {
  if (type === undefined || type === null) return;
  for (const child of type.declaration?.children ?? []) yield* partsOf(child, `${path}.${child.name}`);
  for (const one of type.types ?? []) yield* inType(one, path);
  yield* inType(type.elementType, path);
  yield* inType(type.target, path);
}

/** What comes from the types of the language or of another package. */
const isForeign = ({ inheritedFrom, sources = [] }) =>
  (inheritedFrom !== undefined && inheritedFrom.target === undefined) ||
  sources.some(({ fileName }) => fileName.includes("node_modules"));

/** Whether a value of the type is a number, or may be one. */
export function isNumeric(type) {
  if (type?.type === "intrinsic") return type.name === "number";
  if (type?.type === "optional" || type?.type === "rest") return isNumeric(type.elementType);
  return type?.type === "union" && type.types.some(isNumeric);
}
