import { dropSlot, engineJwk, finishSigning, scrub } from "../generated/core.js";
import { DONE, guarded, readNumber, readPayloadBytes, readText, settled, writeBytes } from "./core/door.js";
import { load } from "./core/module.js";
import { type HostKey, sign as signByEngine, signSync as signByEngineSync } from "./engines/index.js";
import type { KeyHandle } from "./keys/handle.js";
import { ALGORITHMS } from "./names.js";
import { textEncoder } from "./runtime/text.js";
import type { Algorithm } from "./types.js";

/** What is to be signed: a secret signs in the core, and a private key by an engine. */
export interface Signing {
  readonly handle: KeyHandle;
  readonly options: object;
  readonly content: Uint8Array;
  /** Has the core read options and content, which were written; gives `DONE`, `REFUSED` or a slot. */
  begin(optionsLength: number, contentLength: number): number;
}

/** Gives the token. */
export function signSync(signing: Signing): string {
  const slot = begin(signing);
  if (slot === DONE) return readText();
  const { name, input } = request();
  return finish(slot, () => signByEngineSync(name, keyOf(signing), input));
}

export async function sign(signing: Signing): Promise<string> {
  const slot = begin(signing);
  if (slot === DONE) return readText();
  const { name, input } = request();
  let signature: Uint8Array;
  try {
    signature = await signByEngine(name, keyOf(signing), input);
  } catch (thrown) {
    dropSlot(slot);
    throw thrown;
  }
  return finish(slot, () => signature);
}

function begin({ options, content, begin }: Signing): number {
  load();
  const text =
    Object.keys(options).length > 0 ? textEncoder().encode(JSON.stringify(options)) : new Uint8Array(0);
  const state = guarded(() => {
    writeBytes(text, content);
    return begin(text.length, content.length);
  });
  return settled(state, true);
}

function request(): { name: Algorithm; input: Uint8Array } {
  return { name: ALGORITHMS[readNumber(1)] as Algorithm, input: readPayloadBytes() };
}

function finish(slot: number, sign: () => Uint8Array): string {
  let signature: Uint8Array;
  try {
    signature = sign();
  } catch (thrown) {
    dropSlot(slot);
    throw thrown;
  }
  const state = guarded(() => {
    writeBytes(signature);
    return finishSigning(slot, signature.length);
  });
  settled(state, true);
  return readText();
}

function keyOf({ handle }: Signing): HostKey {
  return { owner: handle, index: 0, jwk: () => privateJwk(handle) };
}

/** Of which nothing is left in the core's table or on its stack. */
function privateJwk(handle: KeyHandle): JsonWebKey {
  try {
    settled(engineJwk(handle.number()), true);
    return JSON.parse(readText());
  } finally {
    scrub();
  }
}
