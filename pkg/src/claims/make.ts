import { cloneJson } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { withoutTests } from "./pattern.js";
import { readTestsBy } from "./reader.js";
import { ClaimTest, type ClaimTestKind } from "./test.js";

/**
 * A test for the options `claims`, `issuer`, `audience`, `subject`, `jwtId` and `acr`: the claim must equal one of
 * these JSON values.
 * @throws {JwtError} `options_invalid` if no value is given, or one is not JSON
 * @example
 * ```ts
 * const claims = { sub: oneOf("user-42", "user-43") };
 * await verify(token, secretKey(secret, "HS256"), { audience: "api", claims });
 * ```
 */
export function oneOf<const V extends readonly unknown[]>(...values: V): ClaimTest<"oneOf", V[number]> {
  return make("oneOf", values);
}

/**
 * A test for the option `claims`: the claim must be an array that holds each of these JSON values.
 * @throws {JwtError} `options_invalid` if no value is given, if one is not JSON, or if the only value is an array
 * @example
 * ```ts
 * const claims = { roles: contains("admin") }; // nested: { realm_access: { roles: contains("admin") } }
 * await verify(token, secretKey(secret, "HS256"), { audience: "api", claims });
 * ```
 */
export function contains<const V extends readonly unknown[]>(...values: V): ClaimTest<"contains", V[number]> {
  return make("contains", values);
}

function make<K extends ClaimTestKind, V>(kind: K, values: readonly V[]): ClaimTest<K, V> {
  // A copy, so that the test stays the same when the caller changes the objects later.
  const copies = cloneJson(values, `the values of ${kind}`, invalidOptions);
  if (copies.length === 0) throw invalidOptions(`${kind} needs at least one value, but none was given`);
  if (kind === "contains" && copies.length === 1 && Array.isArray(copies[0])) {
    throw invalidOptions('contains takes values, but a list was given; write contains("admin", "staff")');
  }
  // Registered here, so that a bundle that makes no tests leaves out the code that reads them.
  readTestsBy(withoutTests);
  return new ClaimTest(kind, copies);
}
