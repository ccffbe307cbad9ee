// Bytes from another realm, objects that pretend to be bytes, and views that pretend to have another length or content.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { there } from "./realms.mjs";
import { refusal, stillWorks } from "./support.mjs";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const spki = pair.publicKey.export({ type: "spki", format: "der" });
const pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "der" });

const copyThere = "Uint8Array.from(given)";

/** The forms in which bytes are accepted. */
const FORMS = {
  "another realm's Uint8Array": (bytes) => there(copyThere, [...bytes]),
  "another realm's ArrayBuffer": (bytes) => there(`${copyThere}.buffer`, [...bytes]),
  "another realm's subclass": (bytes) => there("(class extends Uint8Array {}).from(given)", [...bytes]),
  "a view on a part": (bytes) => there("Uint8Array.from([9, ...given, 9]).subarray(1, -1)", [...bytes]),
  "a view of ours on their buffer": (bytes) => new Uint8Array(there(`${copyThere}.buffer`, [...bytes])),
  "a Buffer": (bytes) => Buffer.from(bytes),
  "shared memory": (bytes) => {
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    return shared;
  },
  "a resizable buffer": (bytes) => {
    const buffer = new ArrayBuffer(bytes.length, { maxByteLength: 9999 });
    new Uint8Array(buffer).set(bytes);
    return buffer;
  },
  "a view that follows its buffer": (bytes) => {
    const view = new Uint8Array(new ArrayBuffer(bytes.length, { maxByteLength: 9999 }));
    view.set(bytes);
    return view;
  },
  "a view with another prototype": (bytes) => Object.setPrototypeOf(Uint8Array.from(bytes), null),
  "a view that calls itself otherwise": (bytes) =>
    Object.defineProperty(Uint8Array.from(bytes), Symbol.toStringTag, { value: "Map" }),
  // Exactly the real bytes must be read.
  "a view that pretends to be shorter": (bytes) =>
    Object.defineProperty(Uint8Array.from(bytes), "length", { value: 1 }),
  "a view that pretends to be longer": (bytes) =>
    Object.defineProperty(Uint8Array.from(bytes), "length", { value: 2 ** 31 }),
  "a view that pretends to lie elsewhere": (bytes) => {
    const view = Uint8Array.from(bytes);
    Object.defineProperty(view, "buffer", { value: new ArrayBuffer(1) });
    Object.defineProperty(view, "byteOffset", { value: 7 });
    return Object.defineProperty(view, "byteLength", { value: -1 });
  },
  "a view whose members throw": (bytes) => {
    const view = Uint8Array.from(bytes);
    for (const name of [
      "length",
      "buffer",
      "byteLength",
      "byteOffset",
      "slice",
      "constructor",
      Symbol.iterator,
    ]) {
      Object.defineProperty(view, name, {
        get() {
          throw new Error("not for you");
        },
      });
    }
    return view;
  },
};

for (const [name, form] of Object.entries(FORMS)) {
  test(`bytes as ${name}`, () => {
    const secret = Buffer.from("a secret of thirty-two bytes long");
    const token = api.signSync({ sub: "a" }, api.secretKey(form(secret), "HS256"), { expiresIn: 60 });
    assert.equal(api.verifySync(token, api.secretKey(secret, "HS256")).payload.sub, "a");
    const signed = api.signSync({ sub: "b" }, api.privateKey(form(pkcs8), "ES256"), { expiresIn: 60 });
    assert.equal(api.verifySync(signed, api.publicKey(form(spki), "ES256")).payload.sub, "b");
    // The call must not change the caller's bytes.
    const given = form(secret);
    api.secretKey(given, "HS256");
    const held = given instanceof ArrayBuffer || /ArrayBuffer/.test(name) ? new Uint8Array(given) : given;
    assert.equal(Reflect.get(held, 0), secret[0]);
  });
}

function detached(bytes) {
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** Values that look like bytes and are refused, with the messages of the errors. */
const REFUSED = {
  "a Uint16Array": [() => new Uint16Array(32), /it is a Uint16Array: give new Uint8Array\(view\.buffer/],
  "another realm's Uint16Array": [() => there("new Uint16Array(32)"), /it is a Uint16Array/],
  "a Uint8ClampedArray": [() => new Uint8ClampedArray(64), /it is a Uint8ClampedArray/],
  "an Int8Array": [() => new Int8Array(64), /it is an Int8Array/],
  "a DataView": [
    () => new DataView(new ArrayBuffer(64)),
    /it is a DataView: give new Uint8Array\(view\.buffer/,
  ],
  "another realm's DataView": [() => there("new DataView(new ArrayBuffer(64))"), /it is a DataView/],
  "a SharedArrayBuffer": [
    () => new SharedArrayBuffer(64),
    /it is a SharedArrayBuffer: give new Uint8Array\(buffer\)/,
  ],
  "a Blob": [() => new Blob(["x".repeat(64)]), /it is a Blob/],
  "a list": [() => Array.from({ length: 64 }, () => 7), /it is an array/],
  "a detached Uint8Array": [() => detached(new Uint8Array(64)), /bytes are gone/],
  "a detached ArrayBuffer": [() => detached(new Uint8Array(64)).buffer, /bytes are gone/],
  "another realm's detached ArrayBuffer": [
    () => detached(there("new Uint8Array(64)")).buffer,
    /bytes are gone/,
  ],
  "a view beyond its shrunken buffer": [
    () => {
      const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
      const view = new Uint8Array(buffer, 32);
      buffer.resize(8);
      return view;
    },
    /./,
  ],
  "no bytes": [() => new Uint8Array(0), /./],
  "an empty ArrayBuffer": [() => new ArrayBuffer(0), /./],
  "a proxy of bytes": [() => new Proxy(new Uint8Array(64), {}), /./],
  "a proxy of a buffer": [() => new Proxy(new ArrayBuffer(64), {}), /./],
  "a revoked proxy": [
    () => {
      const { proxy, revoke } = Proxy.revocable(new Uint8Array(64), {});
      revoke();
      return proxy;
    },
    /it is an object that cannot be read/,
  ],
  "a proxy that throws": [
    () =>
      new Proxy(
        {},
        {
          get() {
            throw 7;
          },
          getPrototypeOf() {
            throw 8;
          },
          has() {
            throw 9;
          },
        },
      ),
    /it is an object that cannot be read/,
  ],
  "a tag": [() => ({ [Symbol.toStringTag]: "Uint8Array", length: 64, byteLength: 64 }), /./],
  "the tag of a buffer": [() => ({ [Symbol.toStringTag]: "ArrayBuffer", byteLength: 64 }), /./],
  "the prototype alone": [() => Object.create(Uint8Array.prototype), /./],
  "the prototype of a buffer alone": [() => Object.create(ArrayBuffer.prototype), /./],
  "a tag that throws": [
    () => ({
      get [Symbol.toStringTag]() {
        throw new Error("not for you");
      },
    }),
    /it is an object that cannot be read/,
  ],
  "a list that grows": [
    () => ({
      get length() {
        return Math.random() * 2 ** 32;
      },
      [Symbol.toStringTag]: "Uint8Array",
    }),
    /./,
  ],
  "the module's own memory": [() => new WebAssembly.Memory({ initial: 1 }), /it is a Memory/],
  "a promise": [() => Promise.resolve(new Uint8Array(64)), /it is a Promise: await it/],
  "a String": [() => new String("x".repeat(64)), /it is a String: give the string itself/],
  "a function": [() => () => new Uint8Array(64), /it is a function/],
  null: [() => null, /it is null/],
  undefined: [() => undefined, /it is undefined/],
  "a number": [() => 64, /it is a number/],
  "a symbol": [() => Symbol("x"), /it is a symbol/],
};

for (const [name, [make, message]] of Object.entries(REFUSED)) {
  test(`${name} is not bytes`, () => {
    for (const call of [
      () => api.secretKey(make(), "HS256"),
      () => api.publicKey(make(), "ES256"),
      () => api.privateKey(make(), "ES256"),
    ]) {
      const error = refusal(call);
      assert.ok(["key_invalid", "key_too_weak"].includes(error.code), error.code);
      assert.match(error.message, message);
    }
    stillWorks();
  });
}
