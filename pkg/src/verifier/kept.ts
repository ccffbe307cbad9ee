import { core } from "../../generated/core.js";
import { made, writeBytes, writeToken } from "../core/door.js";
import { freeNow, freeWithOwner } from "../core/handles.js";
import { invalidOptions } from "../error.js";
import type { KeyHandle } from "../keys/handle.js";
import { now } from "../remote/clock.js";
import { textEncoder } from "../runtime/text.js";
import type { Local } from "./local.js";
import type { ReadOptions } from "./options.js";

/** In place of the number of the core's verifier. */
const FREED = -1;

/** @throws {JwtError} `options_invalid` if it was freed */
export function checkLive({ isFreed }: { readonly isFreed: boolean }): void {
  if (isFreed) throw invalidOptions("the verifier was freed");
}

/** Makes the core keep the key and the options for later tokens, and returns the number of its verifier. */
export function keep(self: Local): number {
  checkLive({ isFreed: self.number === FREED });
  if (self.number === 0) {
    const number = make(self.handle, self.options.policy);
    freeWithOwner("freeVerifier", self, number);
    self.number = number;
    self.begin = (token, hmacLimit) => {
      const { token: written, length } = writeToken(token, self.limit);
      return core.begin(number, written, length, now(), hmacLimit, false);
    };
  }
  return self.number;
}

export function free(self: Local): void {
  if (self.number > 0) freeNow("freeVerifier", self, self.number);
  self.number = FREED;
  self.tokens = undefined;
  // Which throws.
  self.begin = () => keep(self);
}

/** Makes a verifier in the core, which reads the options. Without a key, it can only write reports. */
export function make(handle: KeyHandle | undefined, policy: string): number {
  return made(() => {
    const options = textEncoder().encode(policy);
    writeBytes(options);
    return core.verifier(handle?.number() ?? 0, options.length);
  }, false);
}

/** Reads the options now, so that a wrong option is an error before the first token. */
export function checkOptions({ policy }: ReadOptions): void {
  // First, because it loads the core.
  const number = make(undefined, policy);
  core.freeVerifier(number);
}
