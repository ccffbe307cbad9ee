import { invalidOptions } from "../error.js";
import { isPlainObject } from "../kind.js";
import { MAX_DEPTH } from "../names.js";
import { orUnreadable, readOnce } from "../read-options.js";
import type { WithoutTests } from "./reader.js";
import { type ClaimTest, isClaimTest } from "./test.js";

/** The options that are texts, of which several may be given. */
const LISTS = ["issuer", "audience", "subject", "jwtId", "acr"];

interface Cut {
  readonly value: unknown;
  readonly tests?: Pattern | ClaimTest | undefined;
}

const NONE: Cut = { value: undefined };

/** The tests inside an object, by the names of its members. */
type Pattern = ReadonlyMap<string, Pattern | ClaimTest>;

/** As the core reads it. */
type CoreTest = { readonly path: readonly string[] } & { readonly [kind in "oneOf" | "contains"]?: unknown };

/**
 * Takes the tests out of options. Each member is read once, and what else is wrong is for the code to tell that reads the rest.
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
    // A test in place of the whole object is left there, to be refused.
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
  throw invalidOptions(`the option ${name} takes oneOf, and not ${kind}`);
}

/**
 * A copy with null in place of each test; lists hold none. What is nested too deep ends it at once: an object that holds itself
 * twice would take for ever.
 */
function cut(value: unknown, depth: number): Cut {
  if (isClaimTest(value)) return { value: null, tests: value };
  if (!isPlainObject(value)) return { value };
  if (depth > MAX_DEPTH) throw invalidOptions(`options.claims is nested deeper than ${MAX_DEPTH} levels`);
  const pattern = new Map<string, Pattern | ClaimTest>();
  const members = Object.entries(value).map(([name, member]) => {
    const { value: rest, tests } = cut(member, depth + 1);
    if (tests) pattern.set(name, tests);
    return [name, rest] as const;
  });
  return { value: Object.fromEntries(members), tests: pattern.size > 0 ? pattern : undefined };
}

/** The members that no test is inside of. Inside a pattern they become tests as well: others may stand beside them. */
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
