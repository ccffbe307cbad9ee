import { core } from "../../generated/core.js";
import { readHeader, readKey, readNumber, readPayload, writeToken } from "../core/door.js";
import { checkAllowed } from "../keys/allowed.js";
import type { KeyHandle } from "../keys/handle.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { now } from "../remote/clock.js";
import type { JwtHeader, Verified, VerifiedKey } from "../types.js";
import { run, runSync, type Verification } from "../verification.js";
import type { VerifiedTokens } from "./cache.js";
import type { ReadOptions } from "./options.js";

/** A key and options, and what is kept from one token to the next. */
export interface Local extends Verification {
  readonly options: ReadOptions;
  readonly limit: number;
  tokens: VerifiedTokens | undefined;
  /** The number of the core's verifier. 0 if there is none: the core then reads the options with each token. */
  number: number;
  /** Replaced when the core gets a verifier, and when this is freed. */
  begin: Verification["begin"];
  generation: number;
  header: JwtHeader | undefined;
  key: VerifiedKey | undefined;
}

/** @throws {JwtError} `options_invalid` */
export function local(handle: KeyHandle, options: ReadOptions): Local {
  const { engine, limit = MAX_TOKEN_LENGTH, stackTraces: isTraced } = options;
  checkAllowed(handle.algorithms, options.algorithms, "algorithms");
  return {
    engine,
    handle,
    isTraced,
    begin: (token, hmacLimit) => {
      const { options: before, token: written, length } = writeToken(token, limit, options.policy);
      return core.beginOnce(handle.number(), before, written, length, now(), hmacLimit);
    },
    options,
    limit,
    tokens: options.newTokens?.(),
    number: 0,
    generation: 0,
    header: undefined,
    key: undefined,
  };
}

export async function verify<P>(self: Local, token: string): Promise<Verified<P>> {
  return known<P>(self, token) ?? run(self, token, () => result<P>(self, token));
}

export function verifySync<P>(self: Local, token: string): Verified<P> {
  const verified = known<P>(self, token);
  if (verified) return verified;
  runSync(self, token);
  return result(self, token);
}

function known<P>({ tokens, options }: Local, token: string): Verified<P> | undefined {
  return tokens?.get(token, options.now ?? now()) as Verified<P> | undefined;
}

function result<P>(self: Local, token: string): Verified<P> {
  return self.tokens ? self.tokens.keep(token, () => read<P>(self)) : read(self);
}

/** What the core holds of the last token. */
function read<P>(self: Local): Verified<P> {
  const header = headerOf(self);
  return { header, payload: readPayload() as P, key: self.key as VerifiedKey };
}

/**
 * The header of the last token. Tokens of one issuer often have the same header, which the core numbers by
 * `generation`, so it is parsed once and copied for each caller.
 */
function headerOf(self: Local): JwtHeader {
  const generation = readNumber(0);
  if (self.key === undefined || self.generation !== generation) {
    self.key = readKey(self.handle.kids, self.options.about);
    self.generation = generation;
    self.header = undefined;
  }
  if (self.header) return { ...self.header };
  const header = readHeader();
  const isFlat = Object.values(header).every((value) => typeof value !== "object");
  if (isFlat) self.header = { ...header };
  return header;
}
