// Reading a provider's answer takes time in proportion to its length, and ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { copyOf, hiding } from "../dist/remote/foreign.js";
import { statedLifetime } from "../dist/remote/lifetime.js";
import { reason, SET, source } from "./remote-source.mjs";

/** The shortest of several runs, in milliseconds. Other work on the machine only makes a run longer. */
async function shortest(work) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    await work();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

/**
 * Sixteen times the input may take sixteen times as long and somewhat more. Quadratic work takes 256 times as long in every
 * measurement.
 */
async function growsAsItsInput(name, size, make) {
  const [small, large] = [make(size), make(16 * size)];
  await small();
  let told;
  for (let round = 0; round < 4; round++) {
    const [one, sixteen] = [await shortest(small), await shortest(large)];
    if (sixteen < 64 * Math.max(one, 0.05)) return;
    told = `${one} ms, ${sixteen} ms for sixteen times as much`;
  }
  assert.fail(`${name}: ${told}`);
}

const headersOf = (name, value) => ({ get: (asked) => (asked === name ? value : null) });

test("headers, however long", async () => {
  for (const [name, piece] of [
    ["a list of lifetimes", "max-age=1,"],
    ["quotes", '"'],
    ["a quoted value", 'max-age="1"",'],
    ["spaces", " "],
    ["equals signs", "="],
    ["digits", "9"],
  ]) {
    for (const header of ["cache-control", "age"]) {
      const make = (size) => {
        const value = `max-age=${piece.repeat(size)}`;
        return () => statedLifetime(headersOf(header, value));
      };
      await growsAsItsInput(`${header}, ${name}`, 8_000, make);
    }
  }
});

function bodyOf(pieces, piece) {
  let left = pieces;
  const pull = (controller) => {
    if (left === 0) return controller.close();
    left -= 1;
    controller.enqueue(piece);
  };
  return new Response(new ReadableStream({ pull }));
}

let urls = 0;
const ask = (fetch, options = {}) =>
  source(`https://growth.test/${urls++}`, { fetch, timeout: 60, ...options }).current();

test("a body in pieces of one byte", async () => {
  const set = new TextEncoder().encode(JSON.stringify(SET));
  assert.deepEqual(
    await ask(async () => {
      const pull = (controller) => {
        for (const byte of set) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      };
      return new Response(new ReadableStream({ pull }));
    }),
    SET,
  );
  const space = new Uint8Array([0x20]);
  await growsAsItsInput(
    "pieces",
    8_000,
    (size) => () => ask(async () => bodyOf(size, space)).catch(() => {}),
  );
});

test("a body of empty pieces without end is too large, though no timer ever comes", async () => {
  const endless = async () => bodyOf(-1, new Uint8Array(0));
  assert.equal(await reason(ask(endless, { timeout: 5 })), "too_large");
});

test("pieces that are views of something larger, or of something else than bytes", async () => {
  const text = new TextEncoder().encode(`  ${JSON.stringify(SET)}  `);
  const even = text.length % 2 === 0 ? text : new Uint8Array([...text, 0x20]);
  for (const piece of [
    new Uint8Array(even.buffer, 2, even.length - 4),
    new DataView(even.buffer),
    new Uint16Array(even.buffer.slice(0)),
    Buffer.from(text),
  ]) {
    // Only the piece is copied out of a large buffer.
    assert.deepEqual(await ask(async () => ({ ...answerOf(piece) })), SET);
  }
});

/** A fake, because Node's `Response` accepts streams of `Uint8Array` only. */
function answerOf(piece) {
  const start = (controller) => {
    controller.enqueue(piece);
    controller.close();
  };
  return { status: 200, headers: new Headers(), body: new ReadableStream({ start }) };
}

test("errors of the runtime", async () => {
  const url = new URL(`https://growth.test/?key=${"a".repeat(100)}`);
  const hide = hiding({ url, settings: { headers: [] } });
  for (const piece of ["?", "#", " ", "?a ", url.href, url.search, "\n"]) {
    await growsAsItsInput(JSON.stringify(piece.slice(0, 9)), 2_000, (size) => {
      const error = new Error(piece.repeat(size));
      return () => copyOf(error, hide);
    });
  }
});
