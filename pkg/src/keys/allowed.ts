import { ALGORITHMS } from "../names.js";
import { invalidOption } from "../read-options.js";
import { mayBe } from "./eddsa.js";

/**
 * Checks that the caller's algorithms leave the key one of its own: otherwise every token would be refused. Of a set, which may
 * change, nothing is known, and a name that is not an algorithm is refused elsewhere.
 * @param own of the key; empty for a set
 * @param place the option's, for the message
 * @throws {JwtError} `options_invalid`
 */
export function checkAllowed(own: readonly string[], allowed: unknown, place: string): void {
  if (own.length === 0 || !Array.isArray(allowed) || allowed.length === 0) return;
  const known: readonly unknown[] = ALGORITHMS;
  if (
    !allowed.every((name) => known.includes(name)) ||
    own.some((name) => allowed.some((one) => mayBe(one, name)))
  )
    return;
  throw invalidOption(place, `must name an algorithm of the key, which has ${own.join(", ")}`);
}
