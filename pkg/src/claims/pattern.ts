import { isPlainObject } from "../kind.js";
import { MAX_DEPTH } from "../names.js";
import { invalidOption, orUnreadable, readOnce } from "../read-options.js";
import type { WithoutTests } from "./reader.js";
import { type ClaimTest, isClaimTest } from "./test.js";

/** The options that take one string or several, and therefore `oneOf` as well. */
const LISTS = ["issuer", "audience", "subject", "jwtId", "acr"];

interface Cut {
  readonly value: unknown;
  readonly tests?: Pattern | ClaimTest | undefined;
}

const NONE: Cut = { value: undefined };

/** The tests inside an object, by the names of its members. */
type Pattern = ReadonlyMap<string, Pattern | ClaimTest>;

/** A test in the form that the core reads. */
type CoreTest = { readonly path: readonly string[] } & { readonly [kind in "oneOf" | "contains"]?: unknown };

/**
 * Takes the tests out of the options. Each member is read once, because a getter could return something else the second
 * time. Other faults are left to the code that reads the rest.
 * @throws {JwtError} `options_invalid`
 */
export function withoutTests(options: object): WithoutTests {
  const read = readOnce(options, "options");
  return orUnreadable("options", (): WithoutTests => {
    for (const name of LISTS) {
      const given = read[name];
      if (isClaimTest(given)) read[name] = listOf(name, given);
    }
    const { claims } = read as { readonly claims?: unknown };
    // A test in place of the whole object stays where it is, so that the core refuses it.
    const { value, tests } = isClaimTest(claims) ? NONE : cut(claims, 1);
    if (!(tests instanceof Map)) return { options: read, put: () => {} };
    return {
      options: { ...read, claims: value },
      put(policy) {
        const coreTests: CoreTest[] = [];
        policy.claims = whole(policy.claims as object, tests, [], coreTests);
        policy.claimTests = coreTests;
      },
    };
  });
}

function listOf(name: string, { kind, values }: ClaimTest): unknown[] {
  if (kind === "oneOf") return [...values];
  throw invalidOption(name, `takes oneOf, but not ${kind}`);
}

/**
 * A copy with null in place of each test. Arrays are not searched, so a test inside one becomes an error later. The
 * depth is checked here, because an object that contains itself would be walked forever.
 */
function cut(value: unknown, depth: number): Cut {
  if (isClaimTest(value)) return { value: null, tests: value };
  if (!isPlainObject(value)) return { value };
  if (depth > MAX_DEPTH) throw invalidOption("claims", `is nested deeper than ${MAX_DEPTH} levels`);
  const pattern = new Map<string, Pattern | ClaimTest>();
  const members = Object.entries(value).map(([name, member]) => {
    const { value: rest, tests } = cut(member, depth + 1);
    if (tests) pattern.set(name, tests);
    return [name, rest] as const;
  });
  return { value: Object.fromEntries(members), tests: pattern.size > 0 ? pattern : undefined };
}

/**
 * The members without a test. Inside a pattern they become tests too, because the claim may have more members than the
 * pattern.
 */
function whole(members: object, pattern: Pattern, path: readonly string[], tests: CoreTest[]): object {
  const rest: [string, unknown][] = [];
  for (const [name, member] of Object.entries(members)) {
    const inner = [...path, name];
    const test = pattern.get(name);
    if (isClaimTest(test)) tests.push({ path: inner, [test.kind]: test.values });
    else if (test) whole(member, test, inner, tests);
    else if (path.length > 0) tests.push({ path: inner, oneOf: [member] });
    else rest.push([name, member]);
  }
  return Object.fromEntries(rest);
}
