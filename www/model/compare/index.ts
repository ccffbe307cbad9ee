/** What two tokens say differently, claim by claim. It compares texts, and does not judge whether a token is good. */

import { type DecodedToken, read } from "../decoded-token";
import { disclosedPayload } from "../formats/disclosed-payload";
import { compactLength } from "../formats/form";
import { type Difference, differencesOf, type Part } from "./difference";
import { jsonValueOf } from "./json-value";

export type { Difference, Kind, Part } from "./difference";

/** The payload first: it is what most people came to read. */
export const PARTS: readonly Part[] = ["payload", "header"];

export interface ComparedPart {
  readonly part: Part;
  readonly differences: readonly Difference[];
  /** The sides of which not all can be read: cut off, damaged, or encrypted. */
  readonly unread: readonly Side[];
}

export type Side = "left" | "right";

export interface Comparison {
  readonly parts: readonly ComparedPart[];
  /** `absent` if neither has one, or one is encrypted. */
  readonly signature: "same" | "differs" | "absent";
  /** Character by character. */
  readonly isIdentical: boolean;
  /** Header and payload are written in the same letters. */
  readonly isSameText: boolean;
  /** Of SD-JWTs: whether what they disclose is compared with the other claims (RFC 9901). */
  readonly disclosures: "none" | "compared" | "unread";
}

/** The payloads with what is disclosed in them; `undefined` for what is not an SD-JWT, or cannot be opened. */
export type Disclosures = Readonly<Record<Side, string | undefined>>;

const NOTHING_DISCLOSED: Disclosures = { left: undefined, right: undefined };

export async function disclosuresOf(leftToken: string, rightToken: string): Promise<Disclosures> {
  const disclosed = (token: string) => {
    const compact = compactOf(token);
    return compact.token === token ? undefined : disclosedPayload(token, compact);
  };
  const [left, right] = await Promise.all([disclosed(leftToken), disclosed(rightToken)]);
  return { left, right };
}

export function compareTokens(
  leftToken: string,
  rightToken: string,
  disclosed: Disclosures = NOTHING_DISCLOSED,
): Comparison {
  const [left, right] = [compactOf(leftToken), compactOf(rightToken)];
  const behind = [leftToken.slice(left.token.length), rightToken.slice(right.token.length)];
  const isOpened = (index: 0 | 1) =>
    behind[index] === "" || disclosed[index === 0 ? "left" : "right"] !== undefined;
  const signatures = [left, right].map(({ segments }) =>
    segments.length === 5 ? "" : (segments[2]?.text ?? ""),
  );
  return {
    parts: PARTS.map((part) => comparedPart(part, left, right, disclosed)),
    signature: signatures.every((one) => one === "")
      ? "absent"
      : signatures[0] === signatures[1]
        ? "same"
        : "differs",
    disclosures: behind.every((one) => one === "")
      ? "none"
      : isOpened(0) && isOpened(1)
        ? "compared"
        : "unread",
    isIdentical: leftToken === rightToken,
    isSameText:
      behind[0] === behind[1] &&
      [0, 1].every((index) => left.segments[index]?.text === right.segments[index]?.text),
  };
}

function compactOf(token: string): DecodedToken {
  return read(token.slice(0, compactLength(token)));
}

function comparedPart(
  part: Part,
  left: DecodedToken,
  right: DecodedToken,
  disclosed: Disclosures,
): ComparedPart {
  const texts = [left, right].map((token) => (part === "header" ? token.headerText : token.payloadText));
  const opened = part === "header" ? [] : [disclosed.left, disclosed.right];
  const [ofLeft, ofRight] = texts.map((content, index) =>
    content ? jsonValueOf(opened[index] ?? content.text) : undefined,
  );
  const isUnread = (index: number, value: typeof ofLeft) =>
    value === undefined || !value.isWhole || texts[index]?.exact !== true;
  return {
    part,
    differences: differencesOf(part, ofLeft, ofRight),
    unread: [
      ...(isUnread(0, ofLeft) ? ["left" as const] : []),
      ...(isUnread(1, ofRight) ? ["right" as const] : []),
    ],
  };
}

export interface Count {
  readonly kind: Difference["kind"];
  readonly count: number;
}

/** How many of each kind, the ones that matter most first. */
export function countsOf({ parts }: Comparison): readonly Count[] {
  const all = parts.flatMap(({ differences }) => differences);
  return (["changed", "added", "removed", "order", "form", "unread", "same"] as const).flatMap((kind) => {
    const count = all.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [{ kind, count }];
  });
}
