import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const BENCHES = fileURLToPath(new URL("..", import.meta.url));
export const ROOT = join(BENCHES, "..");
export const TARGET = join(ROOT, "target/bench");

/** A folder of this name below the target, made if it is not there. */
export function folder(name) {
  const path = join(TARGET, name);
  mkdirSync(path, { recursive: true });
  return path;
}
