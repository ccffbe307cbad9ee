/** What is on the page, in the words of other programs. */

import type { VerifyOptions } from "jwt-wasm";
import type { KeyState } from "./key";
import { type KeyFields, textOf } from "./key-fields";

/** A header's value: no white space, no control character, nothing that ends it (RFC 9110 §5.5). */
export function canBeSent(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

export function headerLine(token: string): string {
  return `Authorization: Bearer ${token}`;
}

/** For a POSIX shell. */
export function curlCommand(token: string): string {
  return `curl --header ${shellQuoted(headerLine(token))} https://api.example/`;
}

/** Between single quotes a shell reads every letter as it is, but the quote itself. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A program of its own that asks what the page was asked, and gives the same answer. */
export function program(token: string, fields: KeyFields, state: KeyState, options: VerifyOptions): string {
  const key = state.status === "ready" ? keyInCode(fields, state) : undefined;
  if (key === undefined) {
    return [
      'import { decode } from "jwt-wasm";',
      "",
      `const { header, payload } = decode(${JSON.stringify(token)});`,
      "console.log(header, payload);",
      "",
    ].join("\n");
  }
  return [
    `import { ${key.maker}, JwtError, verify } from "jwt-wasm";`,
    "",
    `const token = ${JSON.stringify(token)};`,
    `const key = ${key.code};`,
    `const options = ${inCode(options)};`,
    "",
    "try {",
    "  const { payload } = await verify(token, key, options);",
    '  console.log("verified", payload);',
    "} catch (error) {",
    "  if (!(error instanceof JwtError)) throw error;",
    '  console.log("refused", error.code, error.message);',
    "}",
    "",
  ].join("\n");
}

interface KeyInCode {
  readonly maker: "secretKey" | "publicKey" | "jwk" | "jwks";
  readonly code: string;
}

function keyInCode(fields: KeyFields, { algorithm }: KeyState): KeyInCode {
  const text = textOf(fields);
  const name = JSON.stringify(algorithm);
  switch (fields.kind) {
    case "secret": {
      const { encoding } = fields;
      const quoted = JSON.stringify(encoding === "utf8" ? text : text.trim());
      const secret = encoding === "utf8" ? quoted : `Buffer.from(${quoted}, ${JSON.stringify(encoding)})`;
      const weak = fields.allowWeakSecret ? ", { allowWeakSecret: true }" : "";
      return { maker: "secretKey", code: `secretKey(${secret}, ${name}${weak})` };
    }
    case "pem":
      return { maker: "publicKey", code: `publicKey(${template(text.trim())}, ${name})` };
    case "jwk": {
      const hasAlg = Object.hasOwn(JSON.parse(text), "alg");
      return { maker: "jwk", code: `jwk(${inCode(JSON.parse(text))}${hasAlg ? "" : `, ${name}`})` };
    }
    case "jwks":
      return { maker: "jwks", code: `jwks(${inCode(JSON.parse(text))})` };
  }
}

/** JSON is JavaScript but for one name, which sets a prototype there. */
function inCode(value: object): string {
  const json = JSON.stringify(value, null, 2);
  return json.includes('"__proto__"') ? `JSON.parse(${JSON.stringify(json)})` : json;
}

function template(text: string): string {
  return `\`${text.replaceAll(/[\\`]|\$\{/g, (special) => `\\${special}`)}\``;
}
