import { cloneJson } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { isObject } from "../kind.js";
import { ALGORITHMS } from "../names.js";
import { wrongOption } from "../read-options.js";
import type { Algorithm, EcAlgorithm, OkpAlgorithm, PublicKeyAlgorithm, RsaAlgorithm } from "../types.js";

/** The algorithms that were named, one or several. */
export type Named<A> = (A extends readonly unknown[] ? A[number] : A) & PublicKeyAlgorithm;

/** One algorithm, or several for one kind of key, as far as the type shows. */
export type OfOneKind<A> = A extends readonly (infer One)[]
  ? [PublicKeyAlgorithm] extends [One]
    ? unknown
    : [One] extends [RsaAlgorithm] | [OkpAlgorithm]
      ? unknown
      : readonly [EcAlgorithm]
  : unknown;

/**
 * One algorithm or a list of different ones, joined for the core.
 * @throws {JwtError} `options_invalid`
 * @internal
 */
export function algorithmNames(given: unknown): string {
  if (!isObject(given)) {
    checkAlgorithm(given);
    return given;
  }
  // No `cause`: what throws may hold a secret that was given in place of the list.
  const names: unknown = cloneJson(given, "the list of algorithms", (message) => invalidOptions(message));
  if (!Array.isArray(names)) throw invalidOptions("the list of algorithms must be an array, it is an object");
  if (names.length === 0) throw invalidOptions("the list of algorithms is empty");
  for (const name of names) checkAlgorithm(name);
  if (new Set(names).size < names.length) throw invalidOptions("the list of algorithms names one twice");
  return names.join(" ");
}

/** The core would tell what it was given, which is the secret where two arguments were taken for each other. */
export function checkAlgorithm(algorithm: unknown): asserts algorithm is Algorithm {
  if (typeof algorithm !== "string") {
    throw wrongOption("the algorithm must be a string", algorithm);
  }
  const known: readonly string[] = ALGORITHMS;
  if (!known.includes(algorithm)) throw invalidOptions(`the algorithm is none of ${known.join(", ")}`);
}
