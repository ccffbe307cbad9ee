// For Node's other way to load a module.
const api = require("jwt-wasm");
const jwe = require("jwt-wasm/jwe");
const { cells } = require("./cells.js");
const { default: vectors } = require("./vectors.js");

cells(api, vectors, { jwe, hasNodeCrypto: true }).then((done) => console.log(JSON.stringify(done)));
