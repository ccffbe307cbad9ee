// Each file gives `{ name, package, run(input), async?, prepare?(token), signatureOnly? }`; `run` throws, or rejects,
// for a token it refuses. The first of them is what the others are compared with.
import createHmac from "./create-hmac.mjs";
import fastJwt from "./fast-jwt.mjs";
import jose from "./jose.mjs";
import jsonwebtoken from "./jsonwebtoken.mjs";
import jwtWasm from "./jwt-wasm.mjs";

export async function allCandidates(demands) {
  const makers = [jwtWasm, fastJwt, jose, jsonwebtoken, createHmac];
  const made = await Promise.all(makers.map((make) => make(demands)));
  return made.flat().map((candidate) => ({ prepare: (token) => token, ...candidate }));
}
