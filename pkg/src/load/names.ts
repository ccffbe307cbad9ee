// Apart from what loads them: a program for Node or Workers need not know the types of WebAssembly, which its compiler meets
// in every declaration that an entry leads to.

/** A module with the arithmetic of one family of signatures, or of one curve. */
export type EngineName = "es256" | "es384" | "es512" | "rsa" | "eddsa";

/** The modules of the package. */
export type ModuleName = "core" | "keyfile" | EngineName;
