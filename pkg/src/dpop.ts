/**
 * Makes and checks DPoP proofs (RFC 9449), which bind an access token to the client's key.
 *
 * @module jwt-wasm/dpop
 */

import "./index.js";
import { withEngines } from "./load/with-engines.js";

withEngines(undefined);

export * from "./dpop/index.js";
