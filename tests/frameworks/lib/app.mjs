// An application: the files beside the case, the programs of the page, the packages of the lockfile and the packed tarball,
// out of reach of the repository's node_modules.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { blocksOf } from "../../docs/lib/markdown.mjs";
import { read } from "../../docs/lib/repository.mjs";
import { Missing } from "../../packaging/lib/binaries.mjs";
import { run } from "../../packaging/lib/child.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

// With every link resolved, as tools print it.
const APPS = realpathSync(mkdtempSync(join(tmpdir(), "jwt-wasm-frameworks-")));
process.once("exit", () => rmSync(APPS, { recursive: true, force: true }));

const INSTALL = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
/** If the registry cannot be reached, that is not the package's fault. */
const OFFLINE = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/;

let packed;

/** Makes the application of this name, with the programs of a page of docs/frameworks, and gives its folder. */
export async function appOf(name, page = name) {
  packed ??= pack();
  const tarball = await packed;
  const app = join(APPS, name);
  cpSync(fileURLToPath(new URL(`../${name}/app/`, import.meta.url)), app, { recursive: true });
  writePage(app, page);
  try {
    await run("npm", ["ci", ...INSTALL], { cwd: app, limit: 300_000 });
  } catch (error) {
    const [reason] = OFFLINE.exec(error.message) ?? [];
    if (reason)
      throw new Missing(`npm cannot reach its registry for ${name}'s packages (${reason})\n${error.message}`);
    throw error;
  }
  // As users install it, except that the lockfile fixes the versions of the frameworks.
  await run("npm", ["install", "--no-save", ...INSTALL, tarball], {
    cwd: app,
    limit: 300_000,
  });
  return app;
}

/** The blocks that a path in code stands before, as in "`src/hooks.ts` refuses …:". */
function writePage(app, page) {
  const named = blocksOf(read(`docs/frameworks/${page}.md`)).filter(({ file }) => file !== undefined);
  if (named.length === 0) throw new Error(`docs/frameworks/${page}.md names no file of its programs`);
  for (const { file, code } of named) {
    const path = join(app, file);
    if (existsSync(path))
      throw new Error(`the application has ${file}, which docs/frameworks/${page}.md shows`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
}

const manifestOf = (app, name) =>
  JSON.parse(readFileSync(join(app, "node_modules", name, "package.json"), "utf8"));

export const versionOf = (app, name) => manifestOf(app, name).version;

/** The script behind a package's command. */
export function commandOf(app, name, command = name) {
  const { bin } = manifestOf(app, name);
  return join(app, "node_modules", name, typeof bin === "string" ? bin : bin[command]);
}

async function pack() {
  await run("npm", ["pack", "-w", "pkg", "--pack-destination", APPS], { cwd: ROOT });
  const [tarball] = readdirSync(APPS).filter((name) => name.endsWith(".tgz"));
  return join(APPS, tarball);
}
