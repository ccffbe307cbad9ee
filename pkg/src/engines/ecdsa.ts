/**
 * Importing this module brings the WebAssembly of ES256, ES384, ES512 and ES256K along: `verifySync` and `signSync`
 * then work without `node:crypto`.
 *
 * @module jwt-wasm/engines/ecdsa
 */

import "./es256.js";
import "./es384.js";
import "./es512.js";
import "./es256k.js";
