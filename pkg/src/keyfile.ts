/**
 * Importing this module brings the WebAssembly that reads key files along: in Cloudflare Workers and in Vercel's edge
 * runtime, `publicKey`, `privateKey` and `encryptionKeyFile` need it. Elsewhere they bring it themselves.
 *
 * @module jwt-wasm/keyfile
 */

import { source } from "#module/keyfile";
import { provide } from "./load/registry.js";

provide("keyfile", source);
