import { invalidOptions, isJwtError, JwtError } from "../error.js";
import { algorithmNames } from "../keys/algorithm-list.js";
import { heldBy, isSource, type KeyHandle, type KeySource } from "../keys/handle.js";
import { namedOptions, orUnreadable, wrongOption } from "../read-options.js";
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
 * One issuer, as the caller says it.
 * @param place for messages, such as "issuers[0]"
 * @throws {JwtError} `options_invalid`, `key_invalid`
 */
export function readIssuer(entry: unknown, place: string, settings: FetchSettings): Issuer {
  const read: Read = namedOptions(typeof entry === "string" ? { issuer: entry } : entry, place, NAMES);
  return orUnreadable(place, () => {
    const { issuer: name } = read;
    if (typeof name !== "string" || name === "") {
      throw wrongOption(`${place}.issuer must be a string that is not empty`, name);
    }
    return {
      name,
      keys: readKeys(name, read, place, settings),
      ...readBounds(read, place),
      tenant: undefined,
    };
  });
}

/** What an entry demands of its own issuer's tokens. */
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
    throw invalidOptions(`${place} must have key or jwksUri, not both`);
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

/** A wrong key is an error when the list is made, and not at the issuer's first token. */
function readKey(key: unknown, place: string): KeyHandle | KeySource {
  const held = heldBy(key);
  if (choosers.has(held)) {
    throw invalidOptions(`${place}.key must be the key of one issuer, it is one of trustedIssuers`);
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

/** A copy, so that what was checked is what is used. */
export function texts(value: unknown, place: string): readonly string[] {
  const wrong = (): JwtError =>
    wrongOption(`${place} must be a string or a list of strings, and not empty`, value);
  // In order, so that the first hole of a sparse list ends it: such a list can claim billions of items.
  const list = Array.from(Array.isArray(value) ? (value as unknown[]) : [value], (text) => {
    if (typeof text !== "string" || text === "") throw wrong();
    return text;
  });
  if (list.length === 0) throw wrong();
  return list;
}

function readAlgorithms(value: unknown, place: string): readonly Algorithm[] {
  if (!Array.isArray(value)) throw wrongOption(`${place} must be a list of algorithms`, value);
  return within(place, () => algorithmNames(value).split(" ")) as Algorithm[];
}

/** Adds to an error which entry it is about. */
function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw isJwtError(thrown) && thrown.code === "options_invalid"
      ? invalidOptions(`${place}: ${thrown.message}`)
      : thrown;
  }
}
