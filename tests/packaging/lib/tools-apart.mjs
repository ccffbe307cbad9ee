// Tools that are installed outside the workspaces, as an application would have them.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Missing } from "./binaries.mjs";

const MODULES = fileURLToPath(new URL("../tools/node_modules/", import.meta.url));

/** The folder of a tool. */
export function folderOf(name) {
  const folder = join(MODULES, name);
  if (existsSync(folder)) return folder;
  throw new Missing(`npm has not installed ${name} (tests/packaging/tools)`);
}

const manifestOf = (name) => JSON.parse(readFileSync(join(folderOf(name), "package.json"), "utf8"));

export const versionOf = (name) => manifestOf(name).version;

/** The script of the tool's command. */
export function commandOf(name, command = name) {
  const { bin } = manifestOf(name);
  return join(folderOf(name), typeof bin === "string" ? bin : bin[command]);
}

/** Links the tools beside the tarball's package. They find their own dependencies behind the link. */
export function addTools(app, ...names) {
  for (const name of names) {
    const link = join(app, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folderOf(name), link);
  }
}
