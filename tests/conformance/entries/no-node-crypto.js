// For Node before 20.16, which has no such function, and for policies that take it away.
process.getBuiltinModule = undefined;
const full = await import("jwt-wasm");
const lite = await import("jwt-wasm/lite");
const { cells } = await import("./cells.js");
const { default: vectors } = await import("./vectors.js");

const variants = { "jwt-wasm": full, "jwt-wasm/lite": lite };
console.log(JSON.stringify(await cells(variants, vectors, { hasNodeCrypto: false })));
