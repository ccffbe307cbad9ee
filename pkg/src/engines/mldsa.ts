/**
 * Importing this module brings the WebAssembly of ML-DSA along: `verifySync` and `signSync` then work
 * without `node:crypto`.
 *
 * @module jwt-wasm/engines/mldsa
 */

import { source } from "#module/mldsa";
import { provide } from "../load/registry.js";

provide("mldsa", source);
