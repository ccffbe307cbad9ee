import { NOW, refusal } from "./support.js";
import { signerOf } from "./test-keys.js";

/** Each token is checked as it was at the call, even if others are verified before the host has answered. */
export async function concurrent({ api, engine }, expect) {
  for (const algorithm of ["RS256", "ES256"]) {
    const signer = signerOf(api, algorithm);
    const key = api.jwk(signer.toPublicJwk(), algorithm);
    const good = await api.sign({ sub: "alice" }, signer, { now: NOW, expiresIn: 60 });
    // As long as the good token and with its signature: it would pass if the two were confused.
    const other = await api.sign({ sub: "mally" }, signer, { now: NOW, expiresIn: 60 });
    const forged = other.slice(0, other.lastIndexOf(".")) + good.slice(good.lastIndexOf("."));
    const verifier = api.createVerifier({ key, now: NOW, engine });
    for (const time of ["first", "second"]) {
      const outcomes = await Promise.all(
        [forged, good, forged, good].map(async (token) => {
          let verified;
          const refused = await refusal(api, async () => {
            verified = await verifier.verify(token);
          });
          return verified?.payload.sub ?? refused;
        }),
      );
      const refused = { code: "signature_invalid" };
      expect(`${algorithm}, a key's ${time} use`, outcomes, [refused, "alice", refused, "alice"]);
    }
    verifier.free();
  }
}
