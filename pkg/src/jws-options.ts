import { MAX_TOKEN_LENGTH } from "./names.js";
import { payloadBytes } from "./payload.js";
import { flag, namedOptions, wrongOption } from "./read-options.js";
import type { DecodeOptions, VerifyJwsOptions } from "./types.js";

/** The greatest length that the core accepts. */
const MAX_LENGTH = 2 ** 31 - 1;

/** The flags of `beginJws` in the core. */
const PADDED = 1;
const UNENCODED = 2;
const DETACHED = 4;

/** How a token may be written. */
export interface TokenForm {
  readonly limit: number;
  readonly isPadded: boolean;
  /** Whether the error of a refused token has a stack. */
  readonly isTraced: boolean;
}

/** How a JWS may be written, and where its payload is. */
export interface JwsForm {
  readonly limit: number;
  readonly flags: number;
  readonly isTraced: boolean;
  /** The payload, if it is detached from the token. */
  readonly payload: Uint8Array | undefined;
}

const DEFAULT: TokenForm = { limit: MAX_TOKEN_LENGTH, isPadded: false, isTraced: false };
const DEFAULT_JWS: JwsForm = {
  limit: MAX_TOKEN_LENGTH,
  flags: 0,
  isTraced: false,
  payload: undefined,
};

/** @throws {JwtError} `options_invalid` */
export function readDecodeOptions(options: DecodeOptions | undefined): TokenForm {
  if (options === undefined) return DEFAULT;
  return tokenForm(namedOptions(options, "options", ["maxTokenLength", "allowPadding", "stackTraces"]));
}

/** @throws {JwtError} `options_invalid`; `too_large` for the payload. */
export function readJwsOptions(options: VerifyJwsOptions | undefined): JwsForm {
  if (options === undefined) return DEFAULT_JWS;
  const read = namedOptions(options, "options", [
    "maxTokenLength",
    "allowPadding",
    "stackTraces",
    "payload",
    "b64",
  ]);
  const { limit, isPadded, isTraced } = tokenForm(read);
  const isUnencoded = !flag("b64", read.b64, true);
  const payload = read.payload === undefined ? undefined : payloadBytes(read.payload);
  const flags =
    (isPadded ? PADDED : 0) | (isUnencoded ? UNENCODED : 0) | (payload === undefined ? 0 : DETACHED);
  return { limit, flags, isTraced, payload };
}

/** Only an option that was left out is `undefined`. `null` is a wrong value. */
function tokenForm(read: { readonly [name in keyof DecodeOptions]?: unknown }): TokenForm {
  const { maxTokenLength: limit = MAX_TOKEN_LENGTH, allowPadding, stackTraces } = read;
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1 || limit > MAX_LENGTH) {
    throw wrongOption("maxTokenLength", "must be a whole number of characters, one or more", limit);
  }
  return { limit, isPadded: flag("allowPadding", allowPadding), isTraced: flag("stackTraces", stackTraces) };
}
