/** Tokens, and texts that hold some, as base64: Kubernetes' secrets, Supabase's cookies, clipboard tools. */

import { readableText } from "../token-text";
import { toBase64url } from "./padding";

/** `eyJ` and `{"` in base64, and the prefix of Supabase's cookies. */
const RUN = /(?<![\w\-+/])(?:base64-)?((?:ZXlK|ZXlB|eyJ)[\w\-+/]{20}[\w\-+/]*={0,2})/g;
const GOES_ON = /^[\w\-+/.=]/;

/** The text with each run of base64 replaced by what it encodes, where that can hold a token. */
export function withDecodedBase64(text: string): string {
  return text.replaceAll(RUN, (whole, run: string, start: number) => {
    // A lookahead would go back over the run, and a run of megabytes leaves no stack for that.
    if (GOES_ON.test(text.charAt(start + whole.length))) return whole;
    const decoded = readableText(toBase64url(run));
    return decoded?.exact && /(?<![\w-])ey[\w-]+\.[\w-]/.test(decoded.text) ? decoded.text : whole;
  });
}
