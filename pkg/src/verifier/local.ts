import { begin, beginOnce } from "../../generated/core.js";
import { readHeader, readKey, readNumber, readPayload, readValidity, writeToken } from "../core/door.js";
import { invalidOptions } from "../error.js";
import { checkAllowed } from "../keys/allowed.js";
import type { KeyHandle } from "../keys/handle.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { now } from "../remote/clock.js";
import type { JwtHeader, Verified, VerifiedKey } from "../types.js";
import { hmacLimitFor, run, runSync, type Verification } from "../verification.js";
import type { VerifiedTokens } from "./cache.js";
import type { ReadOptions } from "./options.js";

/** A key and options, and what is kept from one token to the next. */
export interface Local extends Verification {
  readonly options: ReadOptions;
  readonly limit: number;
  readonly tokens: VerifiedTokens | undefined;
  /** The number of the core's verifier. 0 if there is none: the core then reads the options with each token. */
  number: number;
  isFreed: boolean;
  generation: number;
  header: JwtHeader | undefined;
  key: VerifiedKey | undefined;
}

/** @throws {JwtError} `options_invalid` */
export function local(handle: KeyHandle, options: ReadOptions): Local {
  const { engine, limit = MAX_TOKEN_LENGTH, stackTraces: isTraced } = options;
  checkAllowed(handle.algorithms, options.algorithms, "algorithms");
  const self: Local = {
    engine,
    handle,
    isTraced,
    hmacLimit: hmacLimitFor(engine, handle),
    begin: (token, hmacLimit) => beginWith(self, token, hmacLimit),
    options,
    limit,
    tokens: options.newTokens?.(),
    number: 0,
    isFreed: false,
    generation: 0,
    header: undefined,
    key: undefined,
  };
  return self;
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

/** @throws {JwtError} `options_invalid` if it was freed */
export function checkLive({ isFreed }: { readonly isFreed: boolean }): void {
  if (isFreed) throw invalidOptions("the verifier was freed");
}

function known<P>(self: Local, token: string): Verified<P> | undefined {
  checkLive(self);
  return self.tokens?.get(token, self.options.now ?? now()) as Verified<P> | undefined;
}

function beginWith({ number, handle, limit, options }: Local, token: string, hmacLimit: number): number {
  if (number !== 0) {
    const { token: written, length } = writeToken(token, limit);
    return begin(number, written, length, now(), hmacLimit);
  }
  const written = writeToken(token, limit, options.policy);
  return beginOnce(handle.number(), written.options, written.token, written.length, now(), hmacLimit);
}

function result<P>(self: Local, token: string): Verified<P> {
  const { tokens, options } = self;
  if (!tokens) {
    const header = headerOf(self);
    return { header, payload: readPayload() as P, key: self.key as VerifiedKey };
  }
  const validity = readValidity();
  const verified = {
    header: readHeader(),
    payload: readPayload() as P,
    key: readKey(self.handle.kids, options.issuer),
  };
  return tokens.keep(token, verified, validity);
}

/**
 * The header of the last token. Tokens of one issuer often have the same header, which the core numbers by
 * `generation`, so it is parsed once and copied for each caller.
 */
function headerOf(self: Local): JwtHeader {
  const generation = readNumber(0);
  const isKnown = self.key !== undefined && self.generation === generation;
  if (isKnown && self.header !== undefined) return { ...self.header };
  if (!isKnown) self.key = readKey(self.handle.kids, self.options.issuer);
  const header = readHeader();
  const isFlat = Object.values(header).every((value) => typeof value !== "object");
  self.generation = generation;
  self.header = isFlat ? { ...header } : undefined;
  return header;
}
