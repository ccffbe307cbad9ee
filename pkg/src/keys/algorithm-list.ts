import { cloneJson } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { isObject } from "../kind.js";
import { ALGORITHMS } from "../names.js";
import { wrongArgument } from "../read-options.js";
import type { Algorithm, EcAlgorithm, OkpAlgorithm, PublicKeyAlgorithm, RsaAlgorithm } from "../types.js";

/** The algorithms that were given, as one name or as a list. */
export type Named<A> = (A extends readonly unknown[] ? A[number] : A) & PublicKeyAlgorithm;

/** Refuses a list whose type shows that its algorithms need different kinds of keys. */
export type OfOneKind<A> = A extends readonly (infer One)[]
  ? [PublicKeyAlgorithm] extends [One]
    ? unknown
    : [One] extends [RsaAlgorithm] | [OkpAlgorithm]
      ? unknown
      : readonly [EcAlgorithm]
  : unknown;

/**
 * Checks one algorithm or a list of different ones, and joins them with spaces.
 * @throws {JwtError} `options_invalid`
 * @internal
 */
export function algorithmNames(given: unknown): string {
  if (!isObject(given)) {
    checkAlgorithm(given);
    return given;
  }
  // No `cause`: it may hold a secret that was given in place of the list.
  const names: unknown = cloneJson(given, "the list of algorithms", (message) => invalidOptions(message));
  if (!Array.isArray(names))
    throw invalidOptions("the list of algorithms must be an array, but it is an object");
  if (names.length === 0) throw invalidOptions("the list of algorithms is empty");
  for (const name of names) checkAlgorithm(name);
  if (new Set(names).size < names.length) throw invalidOptions("the list of algorithms names one twice");
  return names.join(" ");
}

/** Checked here, because the core's message shows the name: if two arguments were swapped, it would show the secret. */
export function checkAlgorithm(algorithm: unknown): asserts algorithm is Algorithm {
  if (typeof algorithm !== "string") {
    throw wrongArgument('the algorithm must be a string such as "HS256"', algorithm);
  }
  const known: readonly string[] = ALGORITHMS;
  if (!known.includes(algorithm)) throw invalidOptions(`the algorithm must be one of ${known.join(", ")}`);
}
