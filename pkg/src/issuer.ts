/**
 * Issues access and refresh tokens, and rotates the keys that sign them.
 *
 * @module jwt-wasm/issuer
 */

import "./index.js";
import { withEngines } from "./load/with-engines.js";

withEngines(undefined);

export * from "./issuer/index.js";
