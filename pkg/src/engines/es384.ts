/**
 * Importing this module brings the WebAssembly of ES384 along: `verifySync` and `signSync` then work without
 * `node:crypto`.
 *
 * @module jwt-wasm/engines/es384
 */

import { source } from "#module/es384";
import { provide } from "../load/registry.js";

provide("es384", source);
