/** What is shown of a token beside its verdict, its checks and its claims: loaded after the first view, or with the first token. */
export { findingsIn } from "./model/lints";
export { isSignedWith, knownSecretsFor } from "./model/lints/known-secret";
export { ClaimDetails } from "./panels/claim-details";
export { JsonPanel } from "./panels/json";
export { KeyAddresses } from "./panels/key-address";
export { KeySetTable } from "./panels/key-set";
export { ProfilePanel } from "./panels/profile";
export { WarningsPanel } from "./panels/warnings";
