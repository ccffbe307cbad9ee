import { invalidOptions, isJwtError, JwtError } from "../error.js";
import { algorithmNames } from "../keys/algorithm-list.js";
import { checkAllowed } from "../keys/allowed.js";
import { heldBy, isSource, type KeyHandle, type KeySource } from "../keys/handle.js";
import { invalidOption, namedOptions, orUnreadable, wrongOption } from "../read-options.js";
import { withoutQuery } from "../remote/remote-error.js";
import { jwksUrl } from "../remote/url.js";
import { remoteJwks } from "../remote.js";
import type { Algorithm } from "../types.js";
import { discoveredKeys } from "./discovered.js";
import { choosers, givenKeys, type Issuer, type IssuerKeys } from "./issuer.js";
import { metadataUrls } from "./metadata.js";
import type { FetchSettings } from "./options.js";

const NAMES = ["issuer", "key", "jwksUri", "audience", "algorithms"] as const;

type Read = { readonly [name in (typeof NAMES)[number]]?: unknown };

/**
 * Reads the caller's entry for one issuer.
 * @param place for messages, such as "issuers[0]"
 * @throws {JwtError} `options_invalid`, `key_invalid`
 */
export function readIssuer(entry: unknown, place: string, settings: FetchSettings): Issuer {
  const read: Read = namedOptions(typeof entry === "string" ? { issuer: entry } : entry, place, NAMES);
  return orUnreadable(place, () => {
    const { issuer: name } = read;
    if (typeof name !== "string" || name === "") {
      throw wrongOption(`${place}.issuer`, "must be a string that is not empty", name);
    }
    const keys = readKeys(name, read, place, settings);
    const bounds = readBounds(read, place);
    if (read.key !== undefined) checkBounds(read.key, bounds, place);
    return {
      name,
      keys,
      ...bounds,
      tenant: undefined,
    };
  });
}

function checkBounds(key: unknown, { algorithms }: Pick<Issuer, "algorithms">, place: string): void {
  const held = heldBy(key);
  if (!isSource(held)) checkAllowed(held.algorithms, algorithms, `${place}.algorithms`);
}

/** The `audience` and `algorithms` of an entry. */
export function readBounds(
  { audience, algorithms }: Pick<Read, "audience" | "algorithms">,
  place: string,
): Pick<Issuer, "audience" | "algorithms"> {
  return {
    audience: audience === undefined ? undefined : texts(audience, `${place}.audience`),
    algorithms: algorithms === undefined ? undefined : readAlgorithms(algorithms, `${place}.algorithms`),
  };
}

function readKeys(name: string, { key, jwksUri }: Read, place: string, settings: FetchSettings): IssuerKeys {
  if (key !== undefined && jwksUri !== undefined) {
    throw invalidOption(place, "must have key or jwksUri, not both");
  }
  if (key !== undefined) {
    const held = readKey(key, place);
    return givenKeys(() => held, "its keys were given", held);
  }
  if (jwksUri === undefined) {
    return discoveredKeys(name, metadataUrls(name, settings.allowInsecure, place), settings);
  }
  const url = within(`${place}.jwksUri`, () => jwksUrl(jwksUri, settings.allowInsecure));
  const told = `its keys are those at ${withoutQuery(url)}`;
  return givenKeys(() => heldBy(remoteJwks(url, settings.remote)), told, url.href);
}

/** Checks the key when the list is made, and not only at the issuer's first token. */
function readKey(key: unknown, place: string): KeyHandle | KeySource {
  const held = heldBy(key);
  if (choosers.has(held)) {
    throw invalidOption(`${place}.key`, "must be the key of one issuer, but it is one of trustedIssuers");
  }
  if (!isSource(held) && held.role === "private") {
    throw new JwtError(
      `${place}.key is a private key, which signs and does not verify: give its public half`,
      {
        code: "key_invalid",
        reason: "private_key",
      },
    );
  }
  return held;
}

/** A copy of the list, so that the caller cannot change it after the check. */
export function texts(value: unknown, place: string): readonly string[] {
  const wrong = (): JwtError =>
    wrongOption(place, "must be a string or a list of strings that is not empty", value);
  // Item by item, so that the first hole of a sparse array fails: its length can be billions.
  const list = Array.from(Array.isArray(value) ? (value as unknown[]) : [value], (text) => {
    if (typeof text !== "string" || text === "") throw wrong();
    return text;
  });
  if (list.length === 0) throw wrong();
  return list;
}

function readAlgorithms(value: unknown, place: string): readonly Algorithm[] {
  if (!Array.isArray(value)) throw wrongOption(place, "must be a list of algorithms", value);
  return within(place, () => algorithmNames(value).split(" ")) as Algorithm[];
}

/** Adds to an error the entry that it is about. */
function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw isJwtError(thrown) && thrown.code === "options_invalid"
      ? invalidOptions(`${place}: ${thrown.message}`)
      : thrown;
  }
}
