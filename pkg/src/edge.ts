/**
 * Guards Fetch handlers, such as a Worker's: only requests with a good access token pass.
 *
 * @module jwt-wasm/edge
 */

import "./index.js";
import { withEngines } from "./load/with-engines.js";
import { withNameCheck } from "./load/with-name-check.js";

withEngines(undefined);
withNameCheck(undefined);

export * from "./edge/index.js";
