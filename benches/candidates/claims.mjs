// What some peers leave to their caller, who then writes this.

/** Throws unless the claims are as demanded; a peer checks the times of its own accord. */
export function checkClaims({ iss, aud, exp }, { issuer, audience }) {
  if (iss !== issuer || typeof exp !== "number") throw new Error("claims");
  if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) throw new Error("aud");
}

/** Throws for a token without an end. */
export function requireExp(payload) {
  if (typeof payload.exp !== "number") throw new Error("exp");
  return payload;
}

/** `iat` and `exp` beside the claims, for signers that set neither. */
export function timed(claims, lifetime) {
  const now = Math.floor(Date.now() / 1000);
  return { ...claims, iat: now, exp: now + lifetime };
}
