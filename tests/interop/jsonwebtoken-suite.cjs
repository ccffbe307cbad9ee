// Mocha loads this before jsonwebtoken's own suite. The tests then call `jwt-wasm/jsonwebtoken` instead of jsonwebtoken.
const Module = require("node:module");
const { join, sep } = require("node:path");

const ours = require("jwt-wasm/jsonwebtoken");
const folder = join(process.env.JSONWEBTOKEN_SUITE, "test") + sep;
const legacy = process.env.JSONWEBTOKEN_LEGACY ? JSON.parse(process.env.JSONWEBTOKEN_LEGACY) : undefined;

/** Adds `legacy` to the options, if they are an object. The suite passes other values as well. */
function withWords(options) {
  if (!legacy || Array.isArray(options) || typeof (options ?? {}) !== "object") return options;
  return { ...options, legacy };
}

const calling =
  (call) =>
  (first, key, ...rest) => {
    if (typeof rest[0] === "function") return call(first, key, ...(legacy ? [{ legacy }] : []), ...rest);
    const [options, ...callback] = rest;
    return call(first, key, withWords(options), ...callback);
  };

/** Stands in for a function inside jsonwebtoken: a key that does not fit the algorithm does not sign. */
function validateAsymmetricKey(algorithm, key) {
  if (algorithm && key) ours.sign({}, key, { algorithm });
}

const replaced = {
  "../": { ...ours.default, sign: calling(ours.sign), verify: calling(ours.verify) },
  "../lib/JsonWebTokenError": ours.JsonWebTokenError,
  "../lib/validateAsymmetricKey": validateAsymmetricKey,
};
replaced["../."] = replaced["../"];
replaced["../index"] = replaced["../"];

const load = Module._load;
Module._load = function (request, parent, ...rest) {
  const isSuite = parent?.filename?.startsWith(folder);
  if (isSuite && Object.hasOwn(replaced, request)) return replaced[request];
  return load.call(this, request, parent, ...rest);
};
