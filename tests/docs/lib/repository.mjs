import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export const read = (path) => readFileSync(join(ROOT, path), "utf8");

/** Every file that is or is about to be in the repository, by its path from the root. */
export function files() {
  // In a container the clone can belong to another user, which git refuses unless told otherwise.
  const args = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const listed = execFileSync("git", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return listed.split("\0").filter((path) => path !== "" && isFile(join(ROOT, path)));
}

/** Not what was deleted and not yet committed, nor a link to a folder. */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
