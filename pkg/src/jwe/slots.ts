import type { KeyManagement } from "../names.js";
import { jwe, readBytes, readNumber, readText, settled } from "./door.js";
import type { HostJwk, KeyOperation } from "./host.js";
import type { EncryptionHandle } from "./key.js";

/** What the slot leaves to the host. */
export function operationOf(slot: number, { keys, hostKeys }: EncryptionHandle): KeyOperation {
  const isAgreement = readNumber(0) === 1;
  const place = readNumber(1);
  const index = place & 0xffff;
  const alg = keys[index]?.alg as KeyManagement;
  return {
    alg,
    isAgreement,
    bytes: readBytes(0),
    keySize: place >> 16,
    jwk: () => keyOf(slot),
    hostKeys,
    index,
  };
}

function keyOf(slot: number): HostJwk {
  settled(jwe().slotKey(slot), true);
  try {
    return JSON.parse(readText(0));
  } finally {
    jwe().scrub();
  }
}

/** The host's answer for a slot, which is given up if there is none. */
export function answer<T>(slot: number, ask: () => T): T {
  try {
    return ask();
  } catch (thrown) {
    jwe().dropSlot(slot);
    throw thrown;
  }
}

/** As {@link answer}, for a promise. */
export async function answerAsync<T>(slot: number, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    jwe().dropSlot(slot);
    throw thrown;
  }
}
