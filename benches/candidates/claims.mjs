// Checks that some peers leave to their caller.

/** Throws unless the claims have the demanded values. The peers check the times themselves. */
export function checkClaims({ iss, aud, exp }, { issuer, audience }) {
  if (iss !== issuer || typeof exp !== "number") throw new Error("claims");
  if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) throw new Error("aud");
}

/** Throws for a token without `exp`. */
export function requireExp(payload) {
  if (typeof payload.exp !== "number") throw new Error("exp");
  return payload;
}

/** `iat` and `exp` beside the claims, for signers that set neither. */
export function timed(claims, lifetime) {
  const now = Math.floor(Date.now() / 1000);
  return { ...claims, iat: now, exp: now + lifetime };
}
