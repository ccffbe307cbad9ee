/**
 * Guards routes of Hono with the rules of the gate in `jwt-wasm/edge`.
 *
 * @module jwt-wasm/hono
 */

import "./index.js";
import { withEngines } from "./load/with-engines.js";
import { withNameCheck } from "./load/with-name-check.js";

withEngines(undefined);
withNameCheck(undefined);

export * from "./hono/index.js";
