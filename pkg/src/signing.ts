import { core } from "../generated/core.js";
import { DONE, guarded, readNumber, readPayloadBytes, readText, settled, writeBytes } from "./core/door.js";
import { load } from "./core/module.js";
import { type HostKey, sign as signByEngine, signSync as signByEngineSync } from "./engines/index.js";
import type { KeyHandle } from "./keys/handle.js";
import { ALGORITHMS } from "./names.js";
import { textEncoder } from "./runtime/text.js";
import type { Algorithm } from "./types.js";

/** What is to be signed. A secret signs in the core, a private key in an engine. */
export interface Signing {
  readonly handle: KeyHandle;
  readonly options: object;
  readonly content: Uint8Array;
  /** Lets the core read the options and the content that were written. Returns `DONE`, `REFUSED` or a slot. */
  begin(optionsLength: number, contentLength: number): number;
}

/** Signs, and returns the token. */
export function signSync(signing: Signing): string {
  const { outside } = signing.handle;
  if (outside) throw outside.unavailable();
  const slot = begin(signing);
  if (slot === DONE) return readText();
  const { name, input } = request();
  return finish(slot, () => signByEngineSync(name, keyOf(signing), input));
}

export async function sign(signing: Signing): Promise<string> {
  const { outside } = signing.handle;
  if (outside) return outside.sign(signing);
  const slot = begin(signing);
  if (slot === DONE) return readText();
  const { name, input } = request();
  let signature: Uint8Array;
  try {
    signature = await signByEngine(name, keyOf(signing), input);
  } catch (thrown) {
    core.dropSlot(slot);
    throw thrown;
  }
  return finish(slot, () => signature);
}

/** Starts a signature. Returns `DONE` if the core has computed it, or else the slot that waits for it. */
export function begin({ options, content, begin }: Signing): number {
  load();
  const text =
    Object.keys(options).length > 0 ? textEncoder().encode(JSON.stringify(options)) : new Uint8Array(0);
  const state = guarded(() => {
    writeBytes(text, content);
    return begin(text.length, content.length);
  });
  return settled(state, true);
}

/** What the slot waits for. */
export function request(): { name: Algorithm; input: Uint8Array } {
  return { name: ALGORITHMS[readNumber(1)] as Algorithm, input: readPayloadBytes() };
}

/** The token, with the signature that the slot waited for. */
export function finish(slot: number, sign: () => Uint8Array): string {
  let signature: Uint8Array;
  try {
    signature = sign();
  } catch (thrown) {
    core.dropSlot(slot);
    throw thrown;
  }
  const state = guarded(() => {
    writeBytes(signature);
    return core.finishSigning(slot, signature.length);
  });
  settled(state, true);
  return readText();
}

function keyOf({ handle }: Signing): HostKey {
  return { owner: handle, index: 0, jwk: () => privateJwk(handle) };
}

/** The private key as a JWK. Afterwards, the core's table and stack are cleared of it. */
function privateJwk(handle: KeyHandle): JsonWebKey {
  try {
    settled(core.engineJwk(handle.number()), true);
    return JSON.parse(readText());
  } finally {
    core.scrub();
  }
}
