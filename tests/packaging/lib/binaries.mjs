// The other runtimes, which are installed as for the conformance suite.
import * as installed from "../../conformance/lib/binaries.js";

export { Missing } from "../../conformance/lib/missing.js";

export const node = (major) => installed.node(major);
export const deno = () => installed.ofScope("@deno", "deno");
export const bun = () => installed.ofScope("@oven", "bin/bun");
