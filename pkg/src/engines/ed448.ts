/**
 * Importing this module brings the WebAssembly of Ed448 along: `verifySync` and `signSync` then work
 * without `node:crypto`.
 *
 * @module jwt-wasm/engines/ed448
 */

import { source } from "#module/ed448";
import { provide } from "../load/registry.js";

provide("ed448", source);
