// For Node's other way to load a module.
const full = require("jwt-wasm");
const lite = require("jwt-wasm/lite");
const { cells } = require("./cells.js");
const { default: vectors } = require("./vectors.js");

const variants = { "jwt-wasm": full, "jwt-wasm/lite": lite };
cells(variants, vectors, { hasNodeCrypto: true }).then((done) => console.log(JSON.stringify(done)));
