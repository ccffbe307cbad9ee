// Each file has a function for each kind of comparison the package takes part in. It gives candidates: `{ name, package,
// run(input), async?, prepare?(input), signatureOnly?, isHeadline? }`, of which `run` throws, or rejects, for a token it
// refuses. The first of all is what the others are compared with; headlines are for the summary.
import * as fastJwt from "./fast-jwt.mjs";
import * as jose from "./jose.mjs";
import * as jsonwebtoken from "./jsonwebtoken.mjs";
import * as jwtWasm from "./jwt-wasm.mjs";
import * as node from "./node.mjs";

const packages = {
  "jwt-wasm": jwtWasm,
  "fast-jwt": fastJwt,
  jose,
  jsonwebtoken,
  node,
};

/** @param kind `verify`, `cache` or `sign` */
export async function candidatesFor(kind, demands) {
  const lists = Object.entries(packages).map(async ([name, makers]) => {
    const made = (await makers[kind]?.(demands)) ?? [];
    return made.map((candidate) => ({ package: name, prepare: (input) => input, ...candidate }));
  });
  return (await Promise.all(lists)).flat();
}
