import { freeVerifier, verifier } from "../../generated/core.js";
import { made, writeBytes } from "../core/door.js";
import { freeLater, freeNow } from "../core/handles.js";
import type { KeyHandle } from "../keys/handle.js";
import { textEncoder } from "../runtime/text.js";
import { checkLive, type Local } from "./local.js";
import type { ReadOptions } from "./options.js";

/** Makes the core keep the key and the options for later tokens, and returns the number of its verifier. */
export function keep(self: Local): number {
  checkLive(self);
  if (self.number === 0) {
    self.number = make(self.handle, self.options.policy);
    freeLater("verifier", self, self.number);
  }
  return self.number;
}

export function free(self: Local): void {
  if (self.number !== 0) freeNow("verifier", self, self.number);
  self.number = 0;
  self.isFreed = true;
}

/** Makes a verifier in the core, which reads the options. Without a key, it can only write reports. */
export function make(handle: KeyHandle | undefined, policy: string): number {
  return made(() => {
    const options = textEncoder().encode(policy);
    writeBytes(options);
    return verifier(handle?.number() ?? 0, options.length);
  }, false);
}

/** Reads the options now, so that a wrong option is an error before the first token. */
export function checkOptions({ policy }: ReadOptions): void {
  freeVerifier(make(undefined, policy));
}
