import type { PastedKind } from "../../model/pasted-key";
import { number } from "../locale";

const things: Record<PastedKind, string> = {
  public: "public key",
  certificate: "certificate",
  set: "key set",
  private: "private key",
  secret: "secret",
};

const named = (kind: PastedKind, name: string | undefined, count: number) => {
  const thing = `${things[kind]}${name === undefined ? "" : ` (${name})`}`;
  return count === 1 ? `the ${thing}` : `the first of ${number(count)} ${things[kind]}s`;
};

export const pastedKey = {
  taken: (kind: PastedKind, name: string | undefined, count: number) =>
    `Took ${named(kind, name, count)} out of the same text. It is in the key field.`,
  /** Anyone can send a token together with a key that fits it. */
  check: "It came with the token: check that it is the issuer’s own.",
  here: "It stays on this page.",
  kept: (kind: PastedKind) =>
    `There is a ${things[kind]} in the same text. The key field keeps what you entered.`,
  left: (kind: PastedKind) =>
    `There is a ${things[kind]} in the same text. It was not taken: this token does not need one.`,
  use: "Put it in the key field",
};
