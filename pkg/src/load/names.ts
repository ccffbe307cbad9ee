// In a file of its own, without types of WebAssembly: the compiler of a program for Node or Workers reads every
// declaration file
// that an entry leads to, and may not know those types.

/** The name of an engine: a module with the arithmetic of one family of signatures, or of one curve. */
export type EngineName = "es256" | "es384" | "es512" | "es256k" | "rsa" | "eddsa" | "ed448" | "mldsa";

/** The name of a WebAssembly module of the package. */
export type ModuleName = "core" | "keyfile" | "jwe" | EngineName;
