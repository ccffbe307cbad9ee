import { invalidKey } from "../error.js";
import { hasLoneSurrogate } from "../kind.js";
import { textEncoder } from "../runtime/text.js";

/** Refuses a lone surrogate. UTF-8 cannot encode it, so the text would silently become another text. */
export function checkText(text: string, name: string): void {
  if (hasLoneSurrogate(text)) {
    throw invalidKey(`${name} has a lone surrogate, which UTF-8 cannot hold`, "lone_surrogate");
  }
}

/** Calls `use` with the UTF-8 bytes of a text, and clears the bytes afterwards. */
export function withBytes<T>(text: string, use: (bytes: Uint8Array) => T): T {
  const bytes = textEncoder().encode(text);
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}
