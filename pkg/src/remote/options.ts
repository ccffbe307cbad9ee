import { cloneJson } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { readableEntries } from "../keys/readable-entries.js";
import { isObject } from "../kind.js";
import {
  flag,
  invalidOption,
  namedOptions,
  orUnreadable,
  readOnce,
  wrongArgument,
  wrongOption,
} from "../read-options.js";
import { needed } from "../runtime/needs.js";
import type { CacheSettings, JwksCache } from "./cache.js";
import type { LifetimeBounds } from "./lifetime.js";
import type { RequestSettings } from "./request.js";

/** How a key set is fetched and kept. Every option is checked. */
export interface RemoteJwksOptions {
  /** Seconds that one fetch may take, with its redirects and its body. Default 5. */
  timeout?: number;
  /** Largest answer in bytes. Default 262144. */
  maxBytes?: number;
  /**
   * Seconds between two requests because of an unknown `kid`, and after a failure while an older set is used. The pause
   * doubles with each further failure, up to 300. Without any set, the first retry comes after 1 second. Default 30.
   */
  cooldown?: number;
  /**
   * Shortest lifetime of a set in seconds, even if the provider says `no-store`, so that not every token causes a
   * fetch. Default 60.
   */
  minAge?: number;
  /**
   * Longest lifetime of a set in seconds, whatever the provider says. Default 86400. If the provider says nothing, the
   * lifetime is 600.
   */
  maxAge?: number;
  /**
   * For how many seconds an expired set is still used while the provider fails or answers with anything other than a
   * good key set. 0 never uses it. Default 86400.
   */
  staleIfError?: number;
  /** Headers to send with each request. Sets that were fetched with different headers are kept apart. */
  headers?: Record<string, string>;
  /**
   * `true` accepts a URL of plain `http`: anybody on the network path can then choose the keys. Default `false`: only
   * loopback addresses.
   */
  allowInsecure?: boolean;
  /**
   * A function to use instead of the runtime's `fetch`. It must respect `redirect: "manual"`: an answer that was
   * redirected is refused. What it fetches is not shared with other sets, so make the set once.
   */
  fetch?: typeof globalThis.fetch;
  /** Once it is aborted, every call that needs the set fails. */
  signal?: AbortSignal;
  /**
   * A key set to begin with, as text or as an object, which saves the first fetch. It counts as fetched when it is
   * first used. It is not shared with other sets, and neither is what replaces it, so make the set once.
   */
  initial?: string | object;
  /** A cache that shares answers with other isolates, processes or machines, such as `cacheApi()`. */
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

/** The options that can apply to any URL. */
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

// In seconds. A timer of 2^31 or more milliseconds fires at once.
const LONGEST_TIMER = 2_147_483;

/** @throws {JwtError} `options_invalid` */
export function readOptions(options: unknown): RemoteSettings {
  const read = namedOptions(options, "options", NAMES);
  return orUnreadable("options", () => check(read));
}

function check(read: Read): RemoteSettings {
  const timeout = number(read, "timeout", 5);
  if (timeout === 0 || timeout > LONGEST_TIMER) {
    throw wrongOption("timeout", `must be a number of seconds above 0 and at most ${LONGEST_TIMER}`, timeout);
  }
  const maxBytes = number(read, "maxBytes", 262_144);
  if (maxBytes === 0) throw invalidOption("maxBytes", "must be above 0");
  return {
    timeout,
    maxBytes,
    cooldown: number(read, "cooldown", 30),
    ...ageBounds(read),
    staleIfError: number(read, "staleIfError", 86_400),
    headers: headers(read.headers),
    allowInsecure: flag("allowInsecure", read.allowInsecure),
    fetch: fetchOf(read.fetch),
    signals: read.signal === undefined ? [] : [abortSignal(read.signal, "the option signal")],
    initial: text(read.initial),
    cache: cacheOf(read.cache),
  };
}

/** @throws {JwtError} `options_invalid` */
export function abortSignal(value: unknown, name: string): AbortSignal {
  // Known by its members, because `instanceof` fails for a signal of another realm.
  const { aborted, addEventListener } = Object(value) as Record<string, unknown>;
  if (typeof aborted !== "boolean" || typeof addEventListener !== "function") {
    throw wrongArgument(`${name} must be an AbortSignal`, value);
  }
  return value as AbortSignal;
}

type Read = { readonly [name in keyof RemoteJwksOptions]?: unknown };

function number(read: Read, name: keyof RemoteJwksOptions, otherwise: number): number {
  const { [name]: value = otherwise } = read;
  if (Number.isFinite(value) && (value as number) >= 0) return value as number;
  throw wrongOption(name, "must be a finite number of at least 0", value);
}

/** If only one of the two bounds was given, the default of the other gives way. */
function ageBounds(read: Read): { minAge: number; maxAge: number } {
  const minAge = number(read, "minAge", 60);
  const maxAge = number(read, "maxAge", 86_400);
  if (minAge <= maxAge) return { minAge, maxAge };
  if (read.minAge === undefined) return { minAge: maxAge, maxAge };
  if (read.maxAge === undefined) return { minAge, maxAge: minAge };
  throw invalidOption("minAge", "must not be above maxAge");
}

/** Names in lower case and sorted, so that equal headers compare equal. */
function headers(value: unknown): RemoteSettings["headers"] {
  if (value === undefined) return [];
  const entries = Object.entries(readOnce(value, "options.headers"));
  const read = new (needed("Headers"))();
  for (const [name, content] of entries) {
    if (typeof content !== "string")
      throw wrongOption(`headers[${JSON.stringify(name)}]`, "must be a string", content);
    try {
      read.append(name, content);
    } catch {
      // No `cause`: the runtime's error quotes the value, which may be a credential.
      throw invalidOption(`headers[${JSON.stringify(name)}]`, "has a value that a header cannot hold");
    }
  }
  return [...read];
}

function fetchOf(value: unknown): typeof globalThis.fetch | undefined {
  if (value !== undefined && typeof value !== "function")
    throw wrongOption("fetch", "must be a function", value);
  return value as typeof globalThis.fetch | undefined;
}

function text(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  if (isObject(value)) {
    let leftOut: string | undefined;
    const entries = readableEntries((_, why) => {
      leftOut ??= why;
    });
    const set: { keys?: unknown[] } = cloneJson(value, "options.initial", invalidOptions, undefined, entries);
    // Entries that cannot be read are left out. If none remains, it is not a set to begin with.
    if (leftOut !== undefined && set.keys?.length === 0) throw invalidOptions(leftOut);
    return JSON.stringify(set);
  }
  throw wrongOption("initial", "must be a key set as text or as an object", value);
}

function cacheOf(value: unknown): JwksCache | undefined {
  const { get, set } = Object(value) as Record<string, unknown>;
  if (value !== undefined && (typeof get !== "function" || typeof set !== "function")) {
    throw wrongOption("cache", "must have the functions get and set", value);
  }
  return value as JwksCache | undefined;
}
