import { JwtError } from "../error.js";

/** Text that crosses as UTF-8, which cannot spell a lone surrogate: it would become another text silently. */
export function checkText(text: string, name: string): void {
  if (/\p{Surrogate}/u.test(text)) {
    throw new JwtError(`${name} has a lone surrogate, which UTF-8 cannot spell`, {
      code: "key_invalid",
      reason: "lone_surrogate",
    });
  }
}
