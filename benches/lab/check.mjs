// Before timing, every verifier must accept good tokens and refuse bad ones, and every signer must make good
// ones.
import { jwtDecrypt } from "jose";
import { fromBase64url, isSameJson, read } from "./text.mjs";
import { readSigned } from "./webcrypto.mjs";

/** The bad tokens of a case that only the signature reveals. */
const BAD_SIGNATURE = ["a changed signature", "a changed payload", "another key"];

/** Throws if a candidate answers wrongly for any token, good or bad. */
export async function checkCandidates(candidates, { inputs, verdict, good = [], bad, claims }) {
  const wantedOf = (token) => (claims ? claims[inputs.indexOf(token)] : read(token.split(".")[1]));
  for (const candidate of candidates) {
    const timed = [
      ...inputs.map((input) => [input, verdict, `a token to be ${verdict}`]),
      ...good.map((input) => [input, "accepted", "a good token"]),
    ];
    const told = Object.entries(bad)
      .filter(([name]) => !candidate.signatureOnly || BAD_SIGNATURE.includes(name))
      .map(([name, token]) => [token, "refused", name]);
    for (const [token, wanted, what] of [...timed, ...told])
      await demand(candidate, token, wanted, what, wantedOf);
    // The second time, a cache may answer.
    for (const [token, wanted, what] of [timed[0], ...told]) {
      await demand(candidate, token, wanted, `${what}, seen before,`, wantedOf);
    }
  }
}

async function demand(candidate, token, wanted, what, wantedOf) {
  const given = await verdictOn(candidate, token, wantedOf);
  if (given !== wanted) throw new Error(`${candidate.name}: ${what} was ${given}, not ${wanted}`);
}

/** "Accepted" only if the claims are those of the token. */
async function verdictOn(candidate, token, wantedOf) {
  let result;
  try {
    result = await candidate.run(candidate.prepare(token));
  } catch {
    return "refused";
  }
  if (candidate.signatureOnly) return "accepted";
  const claims = candidate.claimsOf(result);
  return isSameJson(claims, wantedOf(token)) ? "accepted" : "accepted with other claims";
}

/** The claims of an encrypted token, by jose: another package than the first candidate's. */
async function readEncrypted(token, { secret }) {
  return (await jwtDecrypt(token, fromBase64url(secret))).payload;
}

/** Throws if the token of one that signs or encrypts cannot be read, or has other claims. */
export async function checkSigners(candidates, { inputs, demands }) {
  for (const candidate of candidates.filter(({ signatureOnly }) => !signatureOnly)) {
    for (const claims of inputs) {
      const token = await candidate.run(candidate.prepare(structuredClone(claims)));
      const { iat, exp, ...rest } = await (demands.enc ? readEncrypted : readSigned)(token, demands);
      const complain = (what) => {
        throw new Error(`${candidate.name}: ${what}`);
      };
      if (!isSameJson(rest, claims)) complain("other claims");
      if (exp !== iat + demands.lifetime) complain("another exp");
      if (!(Math.abs(Date.now() / 1000 - iat) < 10)) complain("another iat");
    }
  }
}
