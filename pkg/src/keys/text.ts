import { invalidKey } from "../error.js";
import { textEncoder } from "../runtime/text.js";

/** Text that crosses as UTF-8, which cannot spell a lone surrogate: it would become another text silently. */
export function checkText(text: string, name: string): void {
  if (/\p{Surrogate}/u.test(text)) {
    throw invalidKey(`${name} has a lone surrogate, which UTF-8 cannot spell`, "lone_surrogate");
  }
}

/** A text as bytes for the core, which are cleared after their use. */
export function withBytes<T>(text: string, use: (bytes: Uint8Array) => T): T {
  const bytes = textEncoder().encode(text);
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}
