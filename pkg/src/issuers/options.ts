import { namedOptions, wrongOption } from "../read-options.js";
import { FETCH_NAMES, type RemoteJwksOptions, type RemoteSettings, readOptions } from "../remote/options.js";
import type { TrustedIssuersOptions } from "./types.js";

// `headers` and `initial` are left out, because they would be used for every issuer.
const NAMES = [...FETCH_NAMES, "maxIssuers"] as const satisfies (keyof TrustedIssuersOptions)[];

const MOST_ISSUERS = 1_000_000;

/** How an issuer's metadata and keys are fetched. */
export interface FetchSettings {
  /** The options of `remoteJwks`, which apply to every URL. They have been checked. */
  readonly remote: RemoteJwksOptions;
  readonly allowInsecure: boolean;
}

export interface IssuersSettings extends FetchSettings {
  readonly maxIssuers: number;
  /** The same options with their defaults, for calls of the caller's function. */
  readonly checked: RemoteSettings;
}

/** @throws {JwtError} `options_invalid` */
export function readIssuersOptions(options: unknown): IssuersSettings {
  const { maxIssuers = 10_000, ...rest } = namedOptions(options, "options", NAMES);
  const isCount = Number.isInteger(maxIssuers) && (maxIssuers as number) > 0;
  if (!isCount || (maxIssuers as number) > MOST_ISSUERS) {
    throw wrongOption("maxIssuers", `must be a whole number from 1 to ${MOST_ISSUERS}`, maxIssuers);
  }
  const checked = readOptions(rest);
  return {
    remote: rest as RemoteJwksOptions,
    allowInsecure: checked.allowInsecure,
    maxIssuers: maxIssuers as number,
    checked,
  };
}
