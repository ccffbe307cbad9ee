import { algorithmNames } from "../keys/algorithm-list.js";
import { ALGORITHMS } from "../names.js";
import { invalidOption, wrongOption } from "../read-options.js";
import type { Algorithm, PublicKeyAlgorithm } from "../types.js";

const isSecrets = (name: Algorithm) => name.startsWith("HS");

const ASYMMETRIC = ALGORITHMS.filter((name) => !isSecrets(name)) as PublicKeyAlgorithm[];

/** @throws {JwtError} `options_invalid`, also for an algorithm with a shared secret (RFC 9449 §4.3) */
export function readAlgorithms(given: unknown, place = "algorithms"): readonly PublicKeyAlgorithm[] {
  if (given === undefined) return ASYMMETRIC;
  if (!Array.isArray(given)) throw wrongOption(place, "must be a list", given);
  const names = algorithmNames(given).split(" ") as Algorithm[];
  const secret = names.find(isSecrets);
  if (secret !== undefined)
    throw invalidOption(
      place,
      `cannot hold ${secret}, which uses a shared secret; name algorithms of public keys`,
    );
  return names as PublicKeyAlgorithm[];
}

const DAY = 86_400;

/** @throws {JwtError} `options_invalid` */
export function readMaxAge(given: unknown, place = "maxAge"): number {
  const { maxAge = 300 } = { maxAge: given };
  if (!Number.isInteger(maxAge) || (maxAge as number) < 1 || (maxAge as number) > DAY) {
    throw wrongOption(place, `must be a whole number of seconds from 1 to ${DAY}`, maxAge);
  }
  return maxAge as number;
}
