// Runs the suite as in Node before 20.16, which lacks `process.getBuiltinModule`, and under policies that remove it.
process.getBuiltinModule = undefined;
const api = await import("jwt-wasm");
const jwe = await import("jwt-wasm/jwe");
const { cells } = await import("./cells.js");
const { default: vectors } = await import("./vectors.js");

console.log(JSON.stringify(await cells(api, vectors, { jwe, hasNodeCrypto: false })));
