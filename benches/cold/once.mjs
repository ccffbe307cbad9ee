// Runs the first verification of a new runtime, and checks its answer.
import { fromBase64url, isSameJson } from "../lab/text.mjs";

/**
 * The candidate's file in `first/`. A secret and a public key have one each, because a program holds only the functions for its own.
 */
export const placeOf = (name, { demands: { secret } }) => `${secret ? "secret" : "public"}/${name}.mjs`;

/** Throws unless the candidate gives the token's claims. `fixture` holds the demands, a token and its claims. */
export async function verifyOnce(first, { demands, token, claims }) {
  const { secret, ...rest } = demands;
  const told = await first(token, secret ? { ...rest, secret: fromBase64url(secret) } : rest);
  if (!isSameJson(told, claims)) throw new Error("it gives other claims");
}

/** Throws if the candidate accepts a token with a bad signature. */
export async function refuseOnce(first, { bad, ...fixture }) {
  const isTaken = await verifyOnce(first, { ...fixture, token: bad }).then(
    () => true,
    () => false,
  );
  if (isTaken) throw new Error("it accepts a token with a bad signature");
}
