import { type PastedText, readableObject, readableText } from "../token-text";

/** The algorithm of the first signature, which is proposed for the key. */
export function algorithmIn({ form, after }: PastedText): unknown {
  if (form !== "json") return undefined;
  const { protected: single, signatures } = readableObject(after) ?? {};
  const first: unknown = Array.isArray(signatures) ? signatures[0]?.protected : single;
  const { alg } = (typeof first === "string" && readableObject(readableText(first)?.text)) || {};
  return alg;
}
