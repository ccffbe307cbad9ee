import { invalidOptions, JwtError } from "./error.js";
import { bytesOf } from "./keys/bytes.js";
import { hasLoneSurrogate } from "./kind.js";
import { orUnreadable, wrongArgument } from "./read-options.js";
import { textEncoder } from "./runtime/text.js";

/** The longest payload in bytes: the token made from it must fit into the module's memory and into a string. */
const MAX_PAYLOAD = 2 ** 27;

/**
 * A copy of a payload's bytes, with text as UTF-8. Because it is a copy, the caller cannot change it during the call.
 * @throws {JwtError} `options_invalid` for a payload that is neither text nor bytes; `too_large`
 */
export function payloadBytes(payload: unknown): Uint8Array {
  const bytes = typeof payload === "string" ? utf8(payload) : given(payload);
  if (bytes === undefined) {
    throw orUnreadable("the payload", () =>
      wrongArgument("the payload must be a string, a Uint8Array or an ArrayBuffer", payload),
    );
  }
  if (bytes.length <= MAX_PAYLOAD) return typeof payload === "string" ? bytes : bytes.slice();
  const facts = { code: "too_large", expected: MAX_PAYLOAD, actual: bytes.length } as const;
  throw new JwtError(`the payload has ${bytes.length} bytes, but the limit is ${MAX_PAYLOAD}`, facts);
}

function utf8(text: string): Uint8Array {
  if (hasLoneSurrogate(text)) {
    throw invalidOptions("the payload has a lone surrogate, which UTF-8 cannot hold");
  }
  return textEncoder().encode(text);
}

function given(payload: unknown): Uint8Array | undefined {
  try {
    return bytesOf(payload);
  } catch {
    throw invalidOptions("the payload's bytes are gone: their buffer was transferred elsewhere");
  }
}
