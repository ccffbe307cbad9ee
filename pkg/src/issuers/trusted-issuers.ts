import { JwtError } from "../error.js";
import { KeyObject, type KeySource } from "../keys/handle.js";
import { orUnreadable, wrongOption } from "../read-options.js";
import { IssuerBook } from "./book.js";
import { readIssuer } from "./entries.js";
import { choosers, type IssuerKeys, prefetchKeys } from "./issuer.js";
import { readIssuersOptions } from "./options.js";
import type { IssuerEntry, TrustedIssuers, TrustedIssuersOptions } from "./types.js";
import { type Issuers, IssuersVerifier } from "./verifier.js";

const TrustedIssuersKey = class TrustedIssuers extends KeyObject {
  readonly #source: KeySource;

  constructor(source: KeySource) {
    super(source);
    this.#source = source;
    choosers.add(source);
  }

  prefetch(): Promise<void> {
    return this.#source.prefetch();
  }
};

/**
 * Issuers of which a token's `iss` chooses one, exactly, and with it the keys, the algorithms and the audience that count
 * for its tokens. Nothing else of the token is used before it is verified, and for an issuer that is not listed nothing is
 * fetched.
 * @throws {JwtError} `options_invalid`, also for two entries of one issuer; `key_invalid`
 * @example
 * ```ts
 * const key = trustedIssuers([
 *   "https://tenant.eu.auth0.com/",
 *   { issuer: "https://b.example", jwksUri: "https://keys.b.example/jwks", algorithms: ["ES256"] },
 * ]);
 * const verifier = createVerifier({ key, audience: "api" });
 * ```
 */
export function trustedIssuers(
  issuers: readonly IssuerEntry[],
  options: TrustedIssuersOptions = {},
): TrustedIssuers {
  const settings = readIssuersOptions(options);
  const entries = readList(issuers);
  const book = new IssuerBook();
  entries.forEach((entry, index) => {
    const place = `issuers[${index}]`;
    book.add(readIssuer(entry, place, settings), place);
  });
  const lookUp: Issuers = { atHand: (name) => book.known(name), find: async (name) => book.known(name) };
  const most = entries.length + settings.maxIssuers;
  const source: KeySource = {
    verifier: (read) => new IssuersVerifier(lookUp, read, most),
    use: async () => refuseUse(),
    atHand: refuseUse,
    prefetch: () => prefetchAll(Array.from(book.listed, ({ keys }) => keys)),
  };
  return new TrustedIssuersKey(source) as unknown as TrustedIssuers;
}

function readList(issuers: unknown): unknown[] {
  return orUnreadable("the list of issuers", () => {
    const list: unknown[] = Array.isArray(issuers) ? [...issuers] : [];
    if (list.length === 0) throw wrongOption("the issuers must be a list, and not empty", issuers);
    return list;
  });
}

/** Signed content that is not a JWT names no issuer. */
function refuseUse(): never {
  throw new JwtError(
    "trustedIssuers choose by the claim iss of a JWT: give the key of one issuer for a JWS",
    {
      code: "key_invalid",
      reason: "not_a_key",
    },
  );
}

const AT_ONCE = 8;

/** A few at once, and all of them, though some fail. Need not be awaited. */
function prefetchAll(keys: readonly IssuerKeys[]): Promise<void> {
  const waiting = keys.values();
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const one of waiting) await prefetchKeys(one).catch((thrown: unknown) => failures.push(thrown));
  };
  const done = Promise.all(Array.from({ length: Math.min(AT_ONCE, keys.length) }, work)).then(() => {
    if (failures.length > 0) throw failures[0];
  });
  done.catch(() => {});
  return done;
}
