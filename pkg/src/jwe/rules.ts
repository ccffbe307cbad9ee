import { JwtError } from "../error.js";
import type { SecretKey } from "../key.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { flag, invalidOption, readOnce, unknownOption, wrongOption } from "../read-options.js";
import { needed } from "../runtime/needs.js";
import { signJwsSync } from "../sign-jws.js";
import type { Verified, VerifierOptions } from "../types.js";
import { createVerifier } from "../verifier.js";
import type { Opened } from "./decrypt.js";
import { internalKey } from "./internal-key.js";
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
  if (!isLength(maxTokenLength)) {
    throw wrongOption("maxTokenLength", "must be a whole number of characters, one or more", maxTokenLength);
  }
  const isTraced = flag("stackTraces", stackTraces);
  const limits = { limit: maxTokenLength, isTraced };
  return nested === undefined
    ? ofClaims(given, limits, clockTolerance)
    : ofNested(given["typ"], nested, limits);
}

function isLength(limit: unknown): limit is number {
  return Number.isInteger(limit) && (limit as number) > 0 && (limit as number) < 2 ** 31;
}

type Limits = Pick<Rules, "limit" | "isTraced">;

/**
 * The core checks the claims of signed tokens. So the content is put into an internal token, and has the same codes and
 * messages.
 */
function ofClaims(given: Record<string, unknown>, limits: Limits, clockTolerance: number | undefined): Rules {
  const rest = { ...given };
  delete rest["maxTokenLength"];
  const key = internalKey();
  const verifier = createVerifier({
    ...(clockTolerance !== undefined && { clockTolerance }),
    ...rest,
    key,
    maxTokenLength: contentLimit(limits.limit),
  } as VerifierOptions);
  const token = (opened: Opened): string => tokenOf(opened, key);
  return {
    ...limits,
    check: async (opened) => ({ payload: (await verifier.verify(token(opened))).payload }),
    checkSync: (opened) => ({ payload: verifier.verifySync(token(opened)).payload }),
    free: () => verifier.free(),
  };
}

/** The content as base64url is not longer than the token, and the other parts are short; `typ` is not. */
export const contentLimit = (limit: number): number => 2 * limit + 1000;

/** An internal token of the content, whose claims the core checks. */
export function tokenOf({ header, content, isNested }: Opened, key: SecretKey): string {
  if (isNested === true) {
    throw new JwtError(
      "the header's cty is JWT: a signed token is inside; the option nested verifies it with its key",
      { code: "header_rejected", reason: "nested" },
    );
  }
  return signJwsSync(content, key, header.typ === undefined ? {} : { typ: header.typ });
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
  const outer = typ === undefined ? undefined : ofTyp(typ, limits);
  const inner = (opened: Opened): string => {
    const token = tokenInside(opened);
    outer?.checkSync({ ...opened, isNested: undefined, content: EMPTY });
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
    free: () => {
      verifier.free();
      outer?.free();
    },
  };
}

const EMPTY = /* @__PURE__ */ Uint8Array.of(0x7b, 0x7d);

/** Checks nothing but the `typ` of the encrypted token. */
function ofTyp(typ: string, limits: Limits): Rules {
  return ofClaims({ typ, requireExpiry: false }, limits, undefined);
}

/** Bytes that are not UTF-8 become characters that no token has. */
function textOf(bytes: Uint8Array): string {
  return new (needed("TextDecoder"))("utf-8", { ignoreBOM: true }).decode(bytes);
}
