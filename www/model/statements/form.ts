import type { ShownObject } from "../decoded-token";
import { readableObject, readableText } from "../token-text";
import { type Statement, statement } from "./statement";

/** White space, and characters that nobody sees, such as the zero-width space and the soft hyphen. */
const SPACE = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** Every compact token begins like this, since its header begins with `{"`. */
const BEGINNING = "eyJ";

/** About white space, the alphabet and the number of parts. */
export function formStatement(token: string): Statement | undefined {
  const spaces = token.match(SPACE)?.length ?? 0;
  if (spaces > 0) {
    const without = token.replaceAll(SPACE, "");
    return statement("white_space", [spaces], { name: "remove_space", token: without });
  }
  if (/…|\.{3}/.test(token)) return statement("shortened", []);
  if (token.includes("~")) return sdJwt(token);
  const parts = token.split(".");
  return beginning(parts) ?? base64(token) ?? numberOfParts(parts) ?? order(parts);
}

function sdJwt(token: string): Statement {
  const [, ...rest] = token.split("~");
  const last = rest.at(-1) ?? "";
  return statement("sd_jwt", [rest.filter((one) => one !== "").length - (last === "" ? 0 : 1), last !== ""]);
}

/** A selection with the mouse easily loses the first letter, or takes one too many. */
function beginning(parts: readonly string[]): Statement | undefined {
  const [first = "", ...rest] = parts;
  if (rest.length === 0 || objectIn(first)) return undefined;
  for (let count = 1; count <= BEGINNING.length; count += 1) {
    const whole = BEGINNING.slice(0, count) + first;
    if (isHeader(objectIn(whole))) {
      const token = [whole, ...rest].join(".");
      return statement("missing_start", [BEGINNING.slice(0, count)], { name: "put_start", token });
    }
  }
  const start = first.indexOf(BEGINNING);
  if (start > 0 && isHeader(objectIn(first.slice(start)))) {
    const token = [first.slice(start), ...rest].join(".");
    return statement("surplus_start", [first.slice(0, start).length], { name: "remove_start", token });
  }
  return undefined;
}

/** RFC 7515 §2: base64url without padding. */
function base64(token: string): Statement | undefined {
  if (!/[=+/]/.test(token) || !/^[\w\-+/=.]+$/.test(token)) return undefined;
  const padding = token.split("=").length - 1;
  const foreign = token.match(/[+/]/g)?.length ?? 0;
  const repaired = token.replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
  const repair = { name: "as_base64url", token: repaired } as const;
  return foreign > 0 ? statement("base64", [foreign], repair) : statement("padded", [padding], repair);
}

const PARTS_OF_A_JWE = 5;

function numberOfParts(parts: readonly string[]): Statement | undefined {
  const [first, second] = parts.map(objectIn);
  const count = parts.length;
  if (isHeader(first) && isEncrypted(first)) {
    return count < PARTS_OF_A_JWE ? statement("cut_jwe", [count]) : tooMany(parts, PARTS_OF_A_JWE);
  }
  switch (count) {
    case 1:
      if (isHeader(first)) return statement("only_header", []);
      return first ? statement("only_payload", []) : undefined;
    case 2:
      if (isHeader(first)) return second ? statement("no_signature", []) : statement("cut_payload", []);
      return first ? statement("no_header", []) : undefined;
    case 3:
      return undefined;
    case 4:
      return statement("four_parts", []);
    case PARTS_OF_A_JWE:
      return statement("no_jwe", [isHeader(first)]);
    default:
      return statement("too_many_parts", [count]);
  }
}

function tooMany(parts: readonly string[], most: number): Statement | undefined {
  return parts.length > most ? statement("too_many_parts", [parts.length]) : undefined;
}

function order(parts: readonly string[]): Statement | undefined {
  if (parts.length !== 3) return undefined;
  const [header, payload, signature = ""] = parts;
  if (payload === "") return statement("no_payload", []);
  const [first, second] = [objectIn(header), objectIn(payload)];
  if (first && !isHeader(first) && isHeader(second)) {
    return statement("swapped", [], { name: "swap", token: [payload, header, signature].join(".") });
  }
  return undefined;
}

function objectIn(segment: string | undefined): ShownObject | undefined {
  const content = readableText(segment ?? "");
  return content?.exact ? readableObject(content.text) : undefined;
}

function isHeader(object: ShownObject | undefined): boolean {
  return typeof object?.alg === "string";
}

function isEncrypted(object: ShownObject | undefined): boolean {
  return typeof object?.enc === "string";
}
