/**
 * Importing this module brings the WebAssembly of ES256 along: `verifySync` and `signSync` then work without
 * `node:crypto`.
 *
 * @module jwt-wasm/engines/es256
 */

import { source } from "#module/es256";
import { provide } from "../load/registry.js";

provide("es256", source);
