/**
 * Has the functions of the package `jsonwebtoken`, for programs that were written for it.
 *
 * @module jwt-wasm/jsonwebtoken
 */

import "./index.js";
import { withEngines } from "./load/with-engines.js";
import { withKeyFile } from "./load/with-keyfile.js";

withEngines(undefined);
withKeyFile(undefined);

export { jsonwebtoken as default } from "./jsonwebtoken/all.js";
export * from "./jsonwebtoken/index.js";
