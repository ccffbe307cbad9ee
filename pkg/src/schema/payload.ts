import { type CoreError, coreError, invalidOptions, unavailableHere } from "../error.js";
import { orUnreadable, wrongOption } from "../read-options.js";
import type { Verified } from "../types.js";
import type { SchemaIssue } from "./standard.js";

// Every bundle that verifies has this file, because any caller may give a schema. Keep it short.

/**
 * Runs a schema on claims and returns its output, as a promise only if the schema returns one.
 * @throws {JwtError} `schema_mismatch`; `options_invalid` if the schema itself fails
 */
export type AskSchema = (claims: unknown) => Parsed | Promise<Parsed>;

interface Parsed {
  readonly payload: unknown;
}

const ANSWER = "the schema's answer";
// The number of issues is limited, because the author of a token could otherwise fill the log with them.
const MOST_ISSUES = 100;
const LONGEST_TOLD = 300;

/** @throws {JwtError} `options_invalid` if it is not a Standard Schema of version 1 */
export function readSchema(given: unknown, isTraced: boolean): AskSchema {
  return orUnreadable("options.schema", () => {
    const { "~standard": standard } = Object(given);
    const { version, validate } = Object(standard);
    if (version !== 1 || typeof validate !== "function") {
      throw wrongOption("schema", "must be a Standard Schema of version 1", given);
    }
    const read = (answer: unknown) => orUnreadable(ANSWER, () => parsed(answer, isTraced));
    return (claims) => {
      let answer: unknown;
      let isPromise: boolean;
      try {
        answer = validate.call(standard, claims);
        isPromise = typeof Object(answer).then === "function";
      } catch (thrown) {
        return failed(thrown);
      }
      return isPromise ? Promise.resolve(answer).then(read, failed) : read(answer);
    };
  });
}

/** The verified token with the schema's output as its payload. */
export async function typed<P>(verified: Promise<Verified<unknown>>, ask: AskSchema): Promise<Verified<P>> {
  const passed = await verified;
  return { ...passed, ...(await ask(passed.payload)) } as Verified<P>;
}

/**
 * As {@link typed}, for a schema that returns no promise.
 * @throws {JwtError} `sync_unavailable` if the schema returns a promise
 */
export function typedSync<P>(verified: Verified<unknown>, ask: AskSchema): Verified<P> {
  return { ...verified, ...atOnce(ask(verified.payload)) } as Verified<P>;
}

/**
 * The output of a schema that returns no promise.
 * @throws {JwtError} `sync_unavailable`
 */
export function atOnce(parsed: Parsed | Promise<Parsed>): Parsed {
  if (!(parsed instanceof Promise)) return parsed;
  parsed.catch(() => {});
  throw unavailableHere("the schema is asynchronous: await the function without Sync");
}

/** A schema that throws has not judged the claims. The error is about the caller's schema, and the token does not pass. */
function failed(thrown: unknown): never {
  throw invalidOptions(`${ANSWER} cannot be read`, thrown);
}

function parsed(answer: unknown, isTraced: boolean): Parsed {
  const { issues: found, value } = Object(answer);
  if (found === undefined && "value" in Object(answer)) return { payload: value };
  // Only these two members are copied, because a library may add others, such as the value itself. The lists may be of
  // any class.
  const issues = Array.from(found as Iterable<SchemaIssue>, ({ message, path }) => ({
    message: String(message),
    ...(path && { path: Array.from(path, (step) => Object(step).key ?? step) }),
  })).slice(0, MOST_ISSUES);
  const { message, path = [] } = issues[0] ?? { message: "" };
  const place = path.map(String);
  // JSON text is one line, so it cannot forge a line of the log.
  const told = JSON.stringify([...place, message].join(": ").slice(0, LONGEST_TOLD)).slice(0, LONGEST_TOLD);
  const text = `the claims do not match the schema: ${told}`;
  throw coreError({ code: "schema_mismatch", message: text, claim: place[0], issues } as CoreError, isTraced);
}
