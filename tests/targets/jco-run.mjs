// Runs a program of WASI preview 2 in Node.
import { load, transpiled } from "./jco.mjs";

const [component, ...args] = process.argv.slice(2);
const { _setArgs } = await load("@bytecodealliance/preview2-shim/cli");
_setArgs(["wasi", ...args]);
const { run } = await transpiled(component, "wasi");
try {
  run.run();
} catch {
  process.exitCode = 1;
}
