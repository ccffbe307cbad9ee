import { readTests } from "../claims/reader.js";
import { cloneRead } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { isObject, isPlainObject } from "../kind.js";
import { invalidOption, readOnce, unknownOption, withoutPrototype, wrongOption } from "../read-options.js";
import type { JsonObject, JwtClaims } from "../types.js";
import { list } from "./checks.js";
import type { Rejection } from "./rejection.js";
import { missingScopes } from "./scope.js";

/** What a route can demand. */
interface Demandable {
  /** Scopes that must all be granted, as for the gate. */
  scope: string | readonly string[];
  /** Claims that must have these values or pass these tests, as `claims` of `verify`. */
  claims: JsonObject;
}

/** What a route demands of a token in addition to the gate: `scope`, `claims` or both. */
export type RouteDemands = Partial<Demandable> & (Pick<Demandable, "scope"> | Pick<Demandable, "claims">);

/** Demands after their checks. */
export interface Demands {
  readonly scopes: readonly string[];
  readonly claims: readonly ClaimDemand[];
}

interface ClaimDemand {
  readonly path: readonly string[];
  readonly oneOf?: readonly unknown[];
  readonly contains?: readonly unknown[];
}

export const NO_DEMANDS: Demands = { scopes: [], claims: [] };

/**
 * Demands a token, whatever its scopes and claims. It is a different object from {@link NO_DEMANDS}, which with
 * `optional` lets requests without a token pass.
 */
const ANY_TOKEN: Demands = { scopes: [], claims: [] };

export const isDemanding = (demands: Demands) => demands !== NO_DEMANDS;

/**
 * Reads the arguments of a middleware's `require`. `undefined` is an error, because demands that were lost by mistake
 * must not let more requests pass.
 * @throws {JwtError} `options_invalid`
 */
export function requiredBy(given: readonly unknown[]): Demands {
  // More arguments mean that a framework has called `require` itself with a request.
  if (given.length > 1)
    throw invalidOptions(
      "require was called with a request, but it makes a check; use its result: gate.require({ … })",
    );
  return given.length === 0 ? ANY_TOKEN : readDemands(given[0], "demands", "; require() asks for any token");
}

/** @throws {JwtError} `options_invalid` */
export function readDemands(given: unknown, place: string, instead = ""): Demands {
  const { scope, claims, ...unknown } = readOnce(given, place);
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw unknownOption(`${place}.${name}`, ["scope", "claims"]);
  if (scope === undefined && claims === undefined)
    throw invalidOptions(`${place} must have scope or claims${instead}`);
  return { scopes: scopesOption(scope), claims: claims === undefined ? [] : claimDemands(claims) };
}

/** Whether it is a scope (RFC 6749 §3.3). */
export const isScope = (text: string) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);

/** @throws {JwtError} `options_invalid` */
export function scopesOption(scope: unknown): readonly string[] {
  return list(typeof scope === "string" ? scope.split(" ") : scope, "scope", isScope);
}

function claimDemands(claims: unknown): readonly ClaimDemand[] {
  const wanted = "must be an object with members";
  if (!isPlainObject(claims)) throw wrongOption("claims", wanted, claims);
  if (Object.keys(claims).length === 0) throw invalidOption("claims", `${wanted}, but it is empty`);
  const tests = readTests({ claims });
  const policy: { claims?: unknown; claimTests?: unknown } = cloneRead(tests?.options ?? { claims });
  tests?.put(policy);
  const whole = Object.entries(policy.claims as object).map(([name, value]) => ({
    path: [name],
    oneOf: [value],
  }));
  const nested = (policy.claimTests ?? []) as ClaimDemand[];
  return [...whole, ...nested].map((demand) => withoutPrototype(demand) as unknown as ClaimDemand);
}

/** All demands together. */
export function joined(all: readonly Demands[]): Demands {
  const [one = NO_DEMANDS, ...more] = all.filter(isDemanding);
  if (more.length === 0) return one;
  return {
    scopes: [...new Set(all.flatMap(({ scopes }) => scopes))],
    claims: all.flatMap(({ claims }) => claims),
  };
}

/**
 * The rejection of a valid token that does not meet the demands.
 * @throws {JwtError} `claim_invalid` if a claim that grants scopes cannot be read
 */
export function demandsRejection({ scopes, claims }: Demands, payload: JwtClaims): Rejection | undefined {
  const missing = missingScopes(scopes, payload);
  const unmet = [
    ...new Set(claims.filter((demand) => !isMet(demand, payload)).map(({ path }) => path.join("/"))),
  ];
  if (missing.length + unmet.length === 0) return undefined;
  const what = [...missing, ...unmet.map((name) => `the claim ${name}`)].join(", ");
  return {
    status: 403,
    code: missing.length > 0 ? "insufficient_scope" : "insufficient_claims",
    detail: `the token lacks ${what}`,
    ...(missing.length > 0 && { scope: scopes.join(" ") }),
    ...(unmet.length > 0 && { claims: unmet }),
  };
}

function isMet({ path, oneOf, contains = [] }: ClaimDemand, payload: JwtClaims): boolean {
  const actual = path.reduce<unknown>(
    (value, name) =>
      isPlainObject(value) && Object.hasOwn(value, name) ? (value as JwtClaims)[name] : undefined,
    payload,
  );
  if (oneOf) return oneOf.some((wanted) => isSame(wanted, actual));
  return Array.isArray(actual) && contains.every((wanted) => actual.some((item) => isSame(wanted, item)));
}

/** Whether two JSON values are equal. An integer beyond 2^53 was rounded when it was parsed, so it is equal to no value. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other))
    return one === other && !(Number.isInteger(one) && !Number.isSafeInteger(one));
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === others.length &&
    names.every(
      (name) => Object.hasOwn(other, name) && isSame(Reflect.get(one, name), Reflect.get(other, name)),
    )
  );
}
