/**
 * Importing this module brings the WebAssembly of Ed25519 along: `verifySync` and `signSync` then work
 * without `node:crypto`.
 *
 * @module jwt-wasm/engines/eddsa
 */

import { source } from "#module/eddsa";
import { provide } from "../load/registry.js";

provide("eddsa", source);
