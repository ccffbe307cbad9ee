import { JwtError } from "../error.js";
import { KeyObject, type KeySource } from "../keys/handle.js";
import { invalidOption, orUnreadable, wrongArgument } from "../read-options.js";
import { IssuerBook } from "./book.js";
import { readIssuer } from "./entries.js";
import { IssuerGroup } from "./group.js";
import { choosers, type Issuer, type IssuerKeys, prefetchKeys } from "./issuer.js";
import { type IssuersSettings, readIssuersOptions } from "./options.js";
import { Resolver } from "./resolver.js";
import type { IssuerEntry, IssuerResolver, TrustedIssuers, TrustedIssuersOptions } from "./types.js";
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
 * Makes a key from the issuers that you trust. A token's `iss` must be equal to the name of one of them, and chooses
 * the keys, the algorithms and the audience for the token. Nothing else in the token is used before it is verified, and
 * nothing is fetched for an issuer that is not trusted.
 * @param issuers strings, objects, results of `entraId`, and at most one function, which is asked about issuers that
 *   are not listed
 * @throws {JwtError} `options_invalid`, also for two entries for one issuer; `key_invalid`
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
  issuers: readonly (IssuerEntry | IssuerResolver)[],
  options: TrustedIssuersOptions = {},
): TrustedIssuers {
  const settings = readIssuersOptions(options);
  const book = new IssuerBook();
  let resolver: Resolver | undefined;
  let areNames = true;
  eachOf(issuers, (entry, index) => {
    areNames &&= typeof entry === "string";
    const place = `issuers[${index}]`;
    if (typeof entry === "function") {
      if (resolver)
        throw invalidOption(
          place,
          "is a second function, but the list can have only one, which can call others",
        );
      resolver = new Resolver(entry as IssuerResolver, answerReader(settings), settings);
    } else {
      addEntry(book, entry, place, settings);
    }
  });
  const lookUp: Issuers = {
    atHand: (name) => book.known(name) ?? resolver?.atHand(name),
    find: async (name) => resolver?.find(name),
  };
  const most = Array.from(book.listed).length + settings.maxIssuers;
  const source: KeySource = {
    verifier: (read) => new IssuersVerifier(lookUp, read, most),
    use: async () => refuseUse(),
    atHand: refuseUse,
    prefetch: () => prefetchAll(Array.from(book.listed, ({ keys }) => keys)),
    ...(areNames && { issuers: Array.from(book.listed, ({ name }) => name) }),
  };
  return new TrustedIssuersKey(source) as unknown as TrustedIssuers;
}

function addEntry(book: IssuerBook, entry: unknown, place: string, settings: IssuersSettings): void {
  const group = IssuerGroup.expand(entry)?.(settings) ?? [readIssuer(entry, place, settings)];
  if ("has" in group) book.addFamily(group, place);
  else for (const issuer of group) book.add(issuer, place);
}

/** Reads an answer like an entry of the list. If it is about another issuer, the issuer in question is not trusted. */
function answerReader(settings: IssuersSettings) {
  return (answer: unknown, name: string): Issuer | undefined => {
    const book = new IssuerBook();
    addEntry(book, answer, "the function's answer", settings);
    return book.known(name);
  };
}

/** Reads the list item by item, so that the first hole of a sparse array fails: its length can be billions. */
function eachOf(issuers: unknown, read: (entry: unknown, index: number) => void): void {
  orUnreadable("the list of issuers", () => {
    const count = Array.isArray(issuers) ? Array.from(issuers, read).length : 0;
    if (count === 0) throw wrongArgument("the issuers must be a list that is not empty", issuers);
  });
}

/** For `verifyJws`: content that is not a JWT has no `iss` that could choose the issuer. */
function refuseUse(): never {
  throw new JwtError(
    "trustedIssuers chooses by the claim iss of a JWT: give the key of one issuer for a JWS",
    {
      code: "key_invalid",
      reason: "not_a_key",
    },
  );
}

const AT_ONCE = 8;

/**
 * Fetches the keys of all issuers, a few at a time, and goes on if some fail. The promise need not be awaited: its
 * failure is never an unhandled rejection.
 */
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
