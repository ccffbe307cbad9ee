import { cloneJson } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { readableEntries } from "../keys/readable-entries.js";
import { isObject } from "../kind.js";
import { flag, namedOptions, orUnreadable, readOnce, wrongOption } from "../read-options.js";
import { needed } from "../runtime/needs.js";
import type { CacheSettings, JwksCache } from "./cache.js";
import type { LifetimeBounds } from "./lifetime.js";
import type { RequestSettings } from "./request.js";

/** How a provider's key set is fetched and kept. All times are in seconds; every option is checked. */
export interface RemoteJwksOptions {
  /** For a whole fetch, redirects and body included. Default 5. */
  timeout?: number;
  /** Largest answer, in bytes. Default 262144. */
  maxBytes?: number;
  /**
   * Between two requests caused by a `kid` that the set does not hold, and after a failure while an older set stands in;
   * doubled with each further failure up to 300. With no set at all, failures are first retried after 1. Default 30.
   */
  cooldown?: number;
  /** Least lifetime of a set, whatever the provider states: `no-store` is not to mean a fetch per token. Default 60. */
  minAge?: number;
  /** Greatest lifetime of a set, whatever the provider states. Default 86400. One that states nothing has 600. */
  maxAge?: number;
  /**
   * For how long an expired set goes on being used while the provider cannot be reached, or answers with anything but a good
   * key set; 0 for never. Default 86400.
   */
  staleIfError?: number;
  /** Sent with each request. Sets fetched with other headers are kept apart. */
  headers?: Record<string, string>;
  /** `true` takes a URL of plain `http`, whose keys an attacker on the way can choose. Default `false`: loopback only. */
  allowInsecure?: boolean;
  /**
   * Used instead of the runtime's. It must heed `redirect: "manual"`; an answer that was redirected is refused. What it brings
   * is shared with no other set, so make the set once.
   */
  fetch?: typeof globalThis.fetch;
  /** Once aborted, every call that needs the set fails. */
  signal?: AbortSignal;
  /**
   * A set to begin with, as text or as the object, which saves the first fetch. It counts as fetched when first used.
   * Neither it nor what takes its place is shared with another set, so make the set once.
   */
  initial?: string | object;
  /** Where answers are shared with other isolates, processes or machines. */
  cache?: JwksCache;
}

/** The options after their checks. */
export interface RemoteSettings extends Omit<RequestSettings, "fetch">, CacheSettings, LifetimeBounds {
  readonly allowInsecure: boolean;
  readonly cooldown: number;
  readonly staleIfError: number;
  /** The option `signal`, if there is one. */
  readonly signals: readonly AbortSignal[];
  readonly initial: string | undefined;
}

/** The options that suit any address. */
export const FETCH_NAMES = [
  "timeout",
  "maxBytes",
  "cooldown",
  "minAge",
  "maxAge",
  "staleIfError",
  "allowInsecure",
  "fetch",
  "signal",
  "cache",
] as const satisfies (keyof RemoteJwksOptions)[];

const NAMES = [...FETCH_NAMES, "headers", "initial"] as const satisfies (keyof RemoteJwksOptions)[];

// More milliseconds than this and a timer fires at once.
const LONGEST_TIMER = 2_147_483;

/** @throws {JwtError} `options_invalid` */
export function readOptions(options: unknown): RemoteSettings {
  const read = namedOptions(options, "options", NAMES);
  return orUnreadable("options", () => check(read));
}

function check(read: Read): RemoteSettings {
  const timeout = number(read, "timeout", 5);
  if (timeout === 0 || timeout > LONGEST_TIMER) {
    throw wrongOption(`options.timeout must be above 0 and at most ${LONGEST_TIMER}`, timeout);
  }
  const maxBytes = number(read, "maxBytes", 262_144);
  if (maxBytes === 0) throw invalidOptions("options.maxBytes must be above 0");
  return {
    timeout,
    maxBytes,
    cooldown: number(read, "cooldown", 30),
    ...ageBounds(read),
    staleIfError: number(read, "staleIfError", 86_400),
    headers: headers(read.headers),
    allowInsecure: flag("allowInsecure", read.allowInsecure),
    fetch: fetchOf(read.fetch),
    signals: read.signal === undefined ? [] : [abortSignal(read.signal, "options.signal")],
    initial: text(read.initial),
    cache: cacheOf(read.cache),
  };
}

/** @throws {JwtError} `options_invalid` */
export function abortSignal(value: unknown, name: string): AbortSignal {
  // One of another realm is no `instanceof`.
  const { aborted, addEventListener } = Object(value) as Record<string, unknown>;
  if (typeof aborted !== "boolean" || typeof addEventListener !== "function") {
    throw wrongOption(`${name} must be an AbortSignal`, value);
  }
  return value as AbortSignal;
}

type Read = { readonly [name in keyof RemoteJwksOptions]?: unknown };

function number(read: Read, name: keyof RemoteJwksOptions, otherwise: number): number {
  const { [name]: value = otherwise } = read;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    throw wrongOption(`options.${name} must be a finite number of at least 0`, value);
  }
  return value;
}

/** A bound that was not given yields to the one that was. */
function ageBounds(read: Read): { minAge: number; maxAge: number } {
  const minAge = number(read, "minAge", 60);
  const maxAge = number(read, "maxAge", 86_400);
  if (minAge <= maxAge) return { minAge, maxAge };
  if (read.minAge === undefined) return { minAge: maxAge, maxAge };
  if (read.maxAge === undefined) return { minAge, maxAge: minAge };
  throw invalidOptions("options.minAge must not be above options.maxAge");
}

/** Names in lower case and in order, so that equal headers look equal. */
function headers(value: unknown): RemoteSettings["headers"] {
  if (value === undefined) return [];
  const entries = Object.entries(readOnce(value, "options.headers"));
  const read = new (needed("Headers"))();
  for (const [name, content] of entries) {
    if (typeof content !== "string")
      throw wrongOption(`options.headers[${JSON.stringify(name)}] must be a string`, content);
    try {
      read.append(name, content);
    } catch {
      // The runtime's own error holds the value, which may be a credential.
      throw invalidOptions(`options.headers[${JSON.stringify(name)}] cannot be sent`);
    }
  }
  return [...read];
}

function fetchOf(value: unknown): typeof globalThis.fetch | undefined {
  if (value !== undefined && typeof value !== "function")
    throw wrongOption("options.fetch must be a function", value);
  return value as typeof globalThis.fetch | undefined;
}

function text(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  if (isObject(value)) {
    let leftOut: string | undefined;
    const entries = readableEntries((_, why) => {
      leftOut ??= why;
    });
    const set: { keys?: unknown[] } = cloneJson(value, "options.initial", invalidOptions, {}, entries);
    // An entry that cannot be read is as good as not there; a set of no others is not one to begin with.
    if (leftOut !== undefined && set.keys?.length === 0) throw invalidOptions(leftOut);
    return JSON.stringify(set);
  }
  throw wrongOption("options.initial must be a key set as text or as an object", value);
}

function cacheOf(value: unknown): JwksCache | undefined {
  if (value === undefined) return undefined;
  const { get, set } = Object(value) as Record<string, unknown>;
  if (typeof get !== "function" || typeof set !== "function") {
    throw wrongOption("options.cache must have the functions get and set", value);
  }
  return value as JwksCache;
}
