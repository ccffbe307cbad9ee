import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export const read = (path) => readFileSync(join(ROOT, path), "utf8");

/** The path of every file in the repository, including files that are not committed yet. */
export function files() {
  // In a container, the clone can belong to another user. Without this option, git refuses that.
  const args = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const listed = execFileSync("git", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return listed.split("\0").filter((path) => path !== "" && isFile(join(ROOT, path)));
}

/** Excludes files that were deleted but not committed, and links to folders. */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
