/**
 * Guards routes of Express, Connect and NestJS with the rules of the gate in `jwt-wasm/edge`.
 *
 * @module jwt-wasm/express
 */

import "./index.js";
import { withEngines } from "./load/with-engines.js";
import { withNameCheck } from "./load/with-name-check.js";

withEngines(undefined);
withNameCheck(undefined);

export * from "./express/index.js";
