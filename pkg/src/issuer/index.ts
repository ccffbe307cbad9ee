export type { TokenIssuer, TokenPair } from "./issuer.js";
export { createTokenIssuer } from "./issuer.js";
export type { TokenIssuerOptions } from "./options.js";
export type { RevocationStore, Rotation, RotationOutcome } from "./store.js";
export type { MemoryStoreOptions } from "./stores/memory.js";
export { memoryStore } from "./stores/memory.js";
