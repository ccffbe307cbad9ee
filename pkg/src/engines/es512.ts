/**
 * Importing this module brings the WebAssembly of ES512 along: `verifySync` and `signSync` then work without
 * `node:crypto`.
 *
 * @module jwt-wasm/engines/es512
 */

import { source } from "#module/es512";
import { provide } from "../load/registry.js";

provide("es512", source);
