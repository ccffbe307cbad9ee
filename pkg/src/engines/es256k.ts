/**
 * Importing this module brings the WebAssembly of ES256K along: `verifySync` and `signSync` then work without
 * `node:crypto`.
 *
 * @module jwt-wasm/engines/es256k
 */

import { source } from "#module/es256k";
import { provide } from "../load/registry.js";

provide("es256k", source);
