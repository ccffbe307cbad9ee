// For Node before 20.16, which has no such function, and for policies that take it away.
process.getBuiltinModule = undefined;
const api = await import("jwt-wasm");
const { cells } = await import("./cells.js");
const { default: vectors } = await import("./vectors.js");

console.log(JSON.stringify(await cells(api, vectors, { hasNodeCrypto: false })));
