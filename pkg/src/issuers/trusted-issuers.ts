import { invalidOptions, JwtError } from "../error.js";
import { KeyObject, type KeySource } from "../keys/handle.js";
import { orUnreadable, wrongOption } from "../read-options.js";
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
 * Issuers of which a token's `iss` chooses one, exactly, and with it the keys, the algorithms and the audience that count
 * for its tokens. Nothing else of the token is used before it is verified, and for an issuer that is not trusted nothing is
 * fetched.
 * @param issuers texts, objects, what `entraId` gives, and at most one function, which is asked about issuers that are not
 *   listed
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
  issuers: readonly (IssuerEntry | IssuerResolver)[],
  options: TrustedIssuersOptions = {},
): TrustedIssuers {
  const settings = readIssuersOptions(options);
  const book = new IssuerBook();
  let resolver: Resolver | undefined;
  eachOf(issuers, (entry, index) => {
    const place = `issuers[${index}]`;
    if (typeof entry === "function") {
      if (resolver) throw invalidOptions(`${place}: there is a function already, which may ask others`);
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
  };
  return new TrustedIssuersKey(source) as unknown as TrustedIssuers;
}

function addEntry(book: IssuerBook, entry: unknown, place: string, settings: IssuersSettings): void {
  const group = IssuerGroup.expand(entry)?.(settings) ?? [readIssuer(entry, place, settings)];
  if ("has" in group) book.addFamily(group, place);
  else for (const issuer of group) book.add(issuer, place);
}

/** An answer is read as an entry of the list would be. If it is about another issuer, this one is not trusted. */
function answerReader(settings: IssuersSettings) {
  return (answer: unknown, name: string): Issuer | undefined => {
    const book = new IssuerBook();
    addEntry(book, answer, "the function's answer", settings);
    return book.known(name);
  };
}

/** One after the other: the first hole of a sparse list ends it. */
function eachOf(issuers: unknown, read: (entry: unknown, index: number) => void): void {
  orUnreadable("the list of issuers", () => {
    const count = Array.isArray(issuers) ? Array.from(issuers, read).length : 0;
    if (count === 0) throw wrongOption("the issuers must be a list, and not empty", issuers);
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
