/**
 * Decrypts and encrypts tokens (JWE, RFC 7516), and reads the session cookies of Auth.js.
 *
 * @module jwt-wasm/jwe
 */

import "./index.js";
import { source } from "#module/jwe";
import { encryptionKeyFile as justEncryptionKeyFile } from "./jwe/key-file.js";
import { provide } from "./load/registry.js";
import { withEngines } from "./load/with-engines.js";
import { withKeyFile } from "./load/with-keyfile.js";

withEngines(undefined);
provide("jwe", source);

export * from "./jwe/index.js";
export const encryptionKeyFile = /* @__PURE__ */ withKeyFile(justEncryptionKeyFile);
