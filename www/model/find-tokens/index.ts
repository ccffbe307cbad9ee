/**
 * Finds the tokens in any text that a person pastes: headers, cookies, commands, addresses, JSON, logs. It only takes
 * them out of their wrapping; the core judges each as strictly as ever. The work grows linearly with the text.
 */

import { withJoinedCookies } from "./cookies";
import { HEAD } from "./header";
import { labelBefore } from "./label";
import { normalised } from "./normalise";
import { otherKindOf } from "./other-kinds";
import { readToken } from "./read-token";
import { surroundingsOf } from "./surroundings";
import type { Findings, FoundToken, Other, Repair } from "./types";
import { withDecodedBase64 } from "./wrapped-base64";

export type { Findings, FoundToken, Other, OtherKind, Repair, Surroundings } from "./types";

/** Where a token can begin: not in the middle of a word. */
const BEGINNING = new RegExp(`(?<![\\w-])${HEAD.source}`, "g");

/** Longer texts are cut: a page that reads them would not answer in time. */
export const LONGEST_TEXT = 8 * 1024 * 1024;

export function findTokens(pasted: string): Findings {
  const { text, repairs } = normalised(pasted.slice(0, LONGEST_TEXT));
  const decoded = withDecodedBase64(text);
  const cookies = withJoinedCookies(decoded);
  const joined = cookies.isJoined ? withDecodedBase64(cookies.text) : cookies.text;
  const isDecoded = decoded !== text || joined !== cookies.text;
  const all: Repair[] = [
    ...repairs,
    ...(isDecoded ? ["base64_text" as const] : []),
    ...(cookies.isJoined ? ["cookie_chunks" as const] : []),
  ];
  const { tokens, rest } = scan(joined, all);
  return {
    tokens,
    surroundings: surroundingsOf(rest),
    other: tokens.length === 0 ? otherKindOf(pasted) : undefined,
  };
}

/** What the text is, if it certainly is not a token: then nothing in it is decoded as one. */
export function otherThanToken({ other }: Findings, text: string): Other | undefined {
  // A text with dots can be a damaged token, and what is wrong with it says more.
  const isUncertain = (other?.kind === "opaque" && text.includes(".")) || other?.kind === "signed_session";
  return isUncertain ? undefined : other;
}

function scan(text: string, repairs: readonly Repair[]): { tokens: readonly FoundToken[]; rest: string } {
  const found = new Map<string, FoundToken>();
  const rest: string[] = [];
  let end = 0;
  for (const { index } of text.matchAll(BEGINNING)) {
    // A payload begins like a header.
    if (index < end) continue;
    const read = readToken(text, index);
    if (!read) continue;
    const { token, kind } = read;
    const known = found.get(token);
    if (known) found.set(token, { ...known, count: known.count + 1 });
    else {
      const label = labelBefore(text, end, index);
      found.set(token, { token, kind, label, repairs: [...repairs, ...read.repairs], count: 1 });
    }
    rest.push(text.slice(end, index));
    end = read.end;
  }
  rest.push(text.slice(end));
  return { tokens: [...found.values()], rest: rest.join("") };
}
