/**
 * Importing this module brings the WebAssembly of RS256 to PS512 along: `verifySync` then works without
 * `node:crypto`. It does not sign.
 *
 * @module jwt-wasm/engines/rsa
 */

import { source } from "#module/rsa";
import { provide } from "../load/registry.js";

provide("rsa", source);
