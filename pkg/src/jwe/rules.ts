import { JwtError } from "../error.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { flag, invalidOption, readOnce, unknownOption, wrongOption } from "../read-options.js";
import { atOnce } from "../schema/payload.js";
import type { JwtClaims, Verified, VerifierOptions } from "../types.js";
import { type ReadOptions, readOptions } from "../verifier/options.js";
import { createVerifier } from "../verifier.js";
import { checkClaims, readPolicy } from "./claims.js";
import type { Opened } from "./decrypt.js";
import { textOf } from "./door.js";
import type { Decrypted } from "./types.js";

/** What `decrypt` checks after the decryption. */
export interface Rules {
  readonly limit: number;
  readonly isTraced: boolean;
  check(opened: Opened): Promise<Pick<Decrypted, "payload" | "signed">>;
  checkSync(opened: Opened): Pick<Decrypted, "payload" | "signed">;
  free(): void;
}

/** The options about the encrypted token itself. */
const OF_TOKEN = ["typ", "maxTokenLength", "stackTraces", "nested"] as const;

/** The options of `verify` about claims. */
export const OF_CLAIMS = [
  "audience",
  "claims",
  "clockTolerance",
  "ignoreExpiry",
  "issuer",
  "jwtId",
  "maxAge",
  "now",
  "requireExpiry",
  "requiredClaims",
  "schema",
  "scope",
  "subject",
] as const;

/** @throws {JwtError} `options_invalid` */
export function rulesOf(options: unknown, clockTolerance: number | undefined): Rules {
  const given = readOnce(options, "options");
  const { nested, maxTokenLength = MAX_TOKEN_LENGTH, stackTraces } = given;
  const known = [...OF_TOKEN, ...OF_CLAIMS];
  for (const name of Object.keys(given)) {
    if (!(known as readonly string[]).includes(name)) throw unknownOption(name, known);
    if (nested !== undefined && (OF_CLAIMS as readonly string[]).includes(name)) {
      throw invalidOption(name, "is about claims, which the option nested checks: give it there");
    }
  }
  const isTraced = flag("stackTraces", stackTraces);
  const limits = { limit: lengthOption(maxTokenLength), isTraced };
  return nested === undefined
    ? ofClaims(given, limits, clockTolerance)
    : ofNested(given["typ"], nested, limits);
}

/** @throws {JwtError} `options_invalid` */
export function lengthOption(given: unknown): number {
  if (Number.isInteger(given) && (given as number) > 0 && (given as number) < 2 ** 31) return given as number;
  throw wrongOption("maxTokenLength", "must be a whole number of characters, one or more", given);
}

type Limits = Pick<Rules, "limit" | "isTraced">;

function ofClaims(given: Record<string, unknown>, limits: Limits, clockTolerance: number | undefined): Rules {
  const { maxTokenLength: _, ...rest } = given;
  const options = readOptions({ ...(clockTolerance !== undefined && { clockTolerance }), ...rest });
  readPolicy(options);
  const { schema } = options;
  return {
    ...limits,
    check: async (opened) => {
      const payload = claimsIn(opened, options);
      return (schema ? await schema(payload) : { payload }) as { payload: JwtClaims };
    },
    checkSync: (opened) => {
      const payload = claimsIn(opened, options);
      return (schema ? atOnce(schema(payload)) : { payload }) as { payload: JwtClaims };
    },
    free: () => {},
  };
}

/**
 * The content as claims, after the checks of `verify`.
 * @throws {JwtError} `header_rejected` for a signed token, and as `verify` for the claims
 */
export function claimsIn({ headerText, content, isNested }: Opened, options: ReadOptions): JwtClaims {
  if (isNested === true) {
    throw new JwtError(
      "the header's cty is JWT: a signed token is inside; the option nested verifies it with its key",
      { code: "header_rejected", reason: "nested" },
    );
  }
  checkClaims(options, headerText, content);
  return JSON.parse(textOf(content));
}

/** The signed token that is the content. */
export function tokenInside({ header, content, isNested }: Opened): string {
  if (isNested === false) {
    const facts = { code: "header_rejected", reason: "cty", actual: header.cty } as const;
    throw new JwtError("the header's cty must be JWT for a signed token inside", facts);
  }
  return textOf(content);
}

function ofNested(typ: unknown, nested: unknown, limits: Limits): Rules {
  const { key, ...options } = readOnce(nested, "options.nested");
  if (typ !== undefined && typeof typ !== "string") throw wrongOption("typ", "must be a string", typ);
  if (key === undefined)
    throw invalidOption("nested.key", "is missing: give the key that verifies the signed token");
  const verifier = createVerifier({ maxTokenLength: limits.limit, ...options, key } as VerifierOptions);
  const outer = typ === undefined ? undefined : readOptions({ typ, requireExpiry: false });
  const inner = (opened: Opened): string => {
    const token = tokenInside(opened);
    if (outer) checkClaims({ ...outer, stackTraces: limits.isTraced }, opened.headerText, NO_CLAIMS);
    return token;
  };
  const both = (signed: Verified): Pick<Decrypted, "payload" | "signed"> => ({
    payload: signed.payload,
    signed,
  });
  return {
    ...limits,
    check: async (opened) => both(await verifier.verify(inner(opened))),
    checkSync: (opened) => both(verifier.verifySync(inner(opened))),
    free: () => verifier.free(),
  };
}

/** `{}`, for a check of nothing but the `typ` of the encrypted token. */
const NO_CLAIMS = /* @__PURE__ */ Uint8Array.of(0x7b, 0x7d);
