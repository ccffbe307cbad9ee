// Values of every kind: from other realms, pretending to be of another kind, or throwing when they are read.
import { webcrypto } from "node:crypto";
import * as path from "node:path";
import { there } from "./realms.mjs";

const fail = () => {
  throw new Error("not for you");
};
const TRAPS = { get: fail, has: fail, getPrototypeOf: fail, ownKeys: fail, getOwnPropertyDescriptor: fail };

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function nested(depth) {
  let value = {};
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
}

const cyclic = {};
cyclic.a = cyclic;

const MEMBERS = [
  "key",
  "now",
  "issuer",
  "fetch",
  "kty",
  "keys",
  "headers",
  "engine",
  "store",
  "name",
  "send",
];

const TAGS = [
  "Uint8Array",
  "ArrayBuffer",
  "URL",
  "Response",
  "CryptoKey",
  "KeyObject",
  "Promise",
  "Error",
  "Date",
];

export const VALUES = {
  "a proxy of a function that throws": new Proxy(fail, { ...TRAPS, apply: fail, construct: fail }),
  "a proxy that throws": new Proxy({}, TRAPS),
  "a revoked proxy": revoked({}),
  "a revoked proxy of a list": revoked([]),
  "what cannot be spelled": { toString: fail, [Symbol.toPrimitive]: fail },
  "members that throw": Object.defineProperties(
    {},
    Object.fromEntries(MEMBERS.map((name) => [name, { enumerable: true, get: fail }])),
  ),
  "a list that cannot be gone through": Object.assign([1], { [Symbol.iterator]: fail }),
  // biome-ignore lint/suspicious/noThenProperty: a promise looks for this member
  "a thenable that throws": Object.defineProperty({}, "then", { get: fail }),
  "a list with holes": new Array(3),
  "what holds itself": cyclic,
  "what is very deep": nested(100_000),
  "no prototype": Object.assign(Object.create(null), { a: 1 }),
  "another realm's object": there("({ a: 1 })"),
  "another realm's list": there("[1]"),
  "another realm's function": there("() => 1"),
  "a module": path,
  Math,
  globalThis,
  undefined,
  null: null,
  true: true,
  "a number": 1,
  "a negative number": -1,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "a BigInt": 10n,
  "a symbol": Symbol("s"),
  "a string": "x",
  "an empty string": "",
  "a long string": "x".repeat(1_000_000),
  "a lone surrogate": "\ud800",
  "a String": new String("a"),
  "a function": () => 1,
  "a class": class Foo {},
  "an instance": new (class Foo {})(),
  "an invalid Date": new Date(Number.NaN),
  "a RegExp": /x/,
  "a Map": new Map(),
  "a WeakMap": new WeakMap(),
  "a Uint8Array": new Uint8Array(5),
  "a Uint16Array": new Uint16Array(5),
  "a DataView": new DataView(new ArrayBuffer(5)),
  "an ArrayBuffer": new ArrayBuffer(5),
  "a SharedArrayBuffer": new SharedArrayBuffer(5),
  "an Error": new Error("x"),
  "a Promise": Promise.resolve(1),
  "a CryptoKey": await webcrypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"]),
  ...Object.fromEntries(TAGS.map((tag) => [`the tag ${tag}`, { [Symbol.toStringTag]: tag }])),
};

/** Returns or throws what the call does, now or later. Fails if the call hangs. */
export async function inGoodTime(call) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("it hangs")), 5000);
  });
  try {
    return await Promise.race([(async () => ({ given: await call() }))(), late]);
  } finally {
    clearTimeout(timer);
  }
}
