import { cloneJson } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { withoutTests } from "./pattern.js";
import { readTestsBy } from "./reader.js";
import { ClaimTest, type ClaimTestKind } from "./test.js";

/**
 * A test for `claims`, `issuer`, `audience`, `subject`, `jwtId` and `acr`: the claim equals one of these JSON values.
 * @throws {JwtError} `options_invalid` if there are no values, or one is not JSON
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
 * A test for `claims`: the claim is an array that holds each of these JSON values.
 * @throws {JwtError} `options_invalid` if there are no values, if one is not JSON, or if a list is the only one
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
  // A caller who changes the objects later must not change the test.
  const copies = cloneJson(values, `the values of ${kind}`, invalidOptions);
  if (copies.length === 0) throw invalidOptions(`${kind} needs one or more values, and none was given`);
  if (kind === "contains" && copies.length === 1 && Array.isArray(copies[0])) {
    throw invalidOptions(
      'contains takes its values apart, such as contains("admin", "staff"), and no list of them',
    );
  }
  // Registered here, so that a bundle without tests does not carry the code that reads them.
  readTestsBy(withoutTests);
  return new ClaimTest(kind, copies);
}
