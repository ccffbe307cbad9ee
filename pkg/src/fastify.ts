/**
 * Guards routes of Fastify with the rules of the gate in `jwt-wasm/edge`.
 *
 * @module jwt-wasm/fastify
 */

import "./index.js";
import { withEngines } from "./load/with-engines.js";
import { withNameCheck } from "./load/with-name-check.js";

withEngines(undefined);
withNameCheck(undefined);

export * from "./fastify/index.js";
