/** The page's decryption as a program, for our functions and for jose 6. */

import type { VerifyOptions } from "jwt-wasm";
import { type Bound, bindingFor } from "../decryption/binding";
import type { Source } from "../decryption/keys";
import type { KeyFields } from "../key-fields";
import { type Demands, demandsOf } from "./demands";
import { type Expression, type Import, importing, inCode, objectOf, template } from "./literals";

/** What decrypted the token. */
export interface DecryptionProgramInput {
  readonly token: string;
  readonly fields: KeyFields;
  readonly source: Source;
  readonly bound: Bound;
  readonly options: VerifyOptions;
  /** The content is a token, and not claims. */
  readonly isNested: boolean;
}

export const JWE_LIBRARIES = ["decrypt", "jose"] as const;

export type JweLibrary = (typeof JWE_LIBRARIES)[number];

/** A complete program that gives the page's answer. `undefined` if the library cannot read such a key. */
export function decryptionProgram(library: JweLibrary, input: DecryptionProgramInput): string | undefined {
  return library === "decrypt" ? ownProgram(input) : joseProgram(input);
}

const PACKAGE = "jwt-wasm/jwe";

function ownProgram({ isNested, ...input }: DecryptionProgramInput): string {
  const { options } = input;
  const call = isNested ? "decryptJwe" : "decrypt";
  return program({
    ...input,
    key: ownKey(input),
    imports: [
      ["JwtError", "jwt-wasm"],
      [call, PACKAGE],
    ],
    options: isNested ? undefined : inCode(options),
    call: isNested
      ? "const { content } = await decryptJwe(token, key);"
      : "const { payload } = await decrypt(token, key, options);",
    after: isNested ? ["const inner = new TextDecoder().decode(content);"] : [],
    result: isNested ? "inner" : "payload",
    isOurs: true,
  });
}

type KeyQuestion = Pick<DecryptionProgramInput, "fields" | "source" | "bound">;

function ownKey({ fields, source, bound }: KeyQuestion): Expression {
  const making = (maker: string, code: string) => ({
    imports: [[maker, PACKAGE] as const],
    code: `${maker}(${code})`,
  });
  if (source.kind === "auth_js") {
    const options = source.version === 4 ? "{ version: 4 }" : `{ cookie: ${JSON.stringify(source.cookie)} }`;
    return making("authJsKey", `${JSON.stringify(fields.text)}, ${options}`);
  }
  if (fields.kind === "pem")
    return making("encryptionKeyFile", `${template(fields.text.trim())}, ${inCode(bound)}`);
  if (source.kind === "secret" && source.encoding !== undefined) {
    return making("encryptionKey", `${secretInCode(fields.text, source.encoding)}, ${inCode(bound)}`);
  }
  const jwk: object = JSON.parse(fields.text);
  return making("encryptionKey", `${inCode(jwk)}, ${inCode(bindingFor(jwk, bound))}`);
}

function joseProgram({ isNested, ...input }: DecryptionProgramInput): string | undefined {
  const { bound, options } = input;
  const key = joseKey(input);
  if (key === undefined) return undefined;
  const demands = demandsOf(options);
  const call = isNested ? "compactDecrypt" : "jwtDecrypt";
  const algorithms: readonly Member[] = [
    ["keyManagementAlgorithms", JSON.stringify([bound.alg])],
    ["contentEncryptionAlgorithms", JSON.stringify([bound.enc])],
  ];
  return program({
    ...input,
    key,
    imports: [[call, "jose"]],
    options: objectOf([...algorithms, ...(isNested ? [] : joseDemands(demands, input.source))]),
    call: `const { ${isNested ? "plaintext" : "payload"} } = await ${call}(token, key, options);`,
    after: isNested
      ? ["const inner = new TextDecoder().decode(plaintext);"]
      : demands.refusesAudience
        ? [
            'if (payload.aud !== undefined) throw new Error("the token is for an audience; say which one you are");',
          ]
        : [],
    result: isNested ? "inner" : "payload",
    isOurs: false,
  });
}

type Member = readonly [name: string, code: string];

function joseDemands(
  { audience, issuer, subject, typ, tolerance, now, needsExpiry }: Demands,
  source: Source,
): Member[] {
  const texts = Object.entries({ audience, issuer, subject, typ });
  const seconds = tolerance ?? (source.kind === "auth_js" ? AUTH_JS_TOLERANCE : undefined);
  return [
    ...texts.flatMap(([name, value]): Member[] =>
      value === undefined ? [] : [[name, JSON.stringify(value)]],
    ),
    ...(seconds === undefined ? [] : [["clockTolerance", String(seconds)] as const]),
    ...(now === undefined ? [] : [["currentDate", `new Date(${now * 1000})`] as const]),
    ...(needsExpiry ? [["requiredClaims", '["exp"]'] as const] : []),
  ];
}

/** In seconds, as Auth.js reads its own cookie. */
const AUTH_JS_TOLERANCE = 15;

/** `undefined` for a set, which jose does not read for decrypting. */
function joseKey({ fields, source, bound }: KeyQuestion): Expression | undefined {
  if (source.kind === "auth_js") {
    const { version, cookie } = source;
    const info =
      version === 4 ? "NextAuth.js Generated Encryption Key" : `Auth.js Generated Encryption Key (${cookie})`;
    const size = bound.enc === "A256GCM" ? 32 : 64;
    const parts = [
      JSON.stringify("sha256"),
      JSON.stringify(fields.text),
      JSON.stringify(cookie),
      JSON.stringify(info),
      size,
    ];
    return { imports: [["hkdfSync", "node:crypto"]], code: `new Uint8Array(hkdfSync(${parts.join(", ")}))` };
  }
  if (fields.kind === "jwks") return undefined;
  if (fields.kind === "pem") {
    return {
      imports: [["createPrivateKey", "node:crypto"]],
      code: `createPrivateKey(${template(fields.text.trim())})`,
    };
  }
  if (source.kind === "secret" && source.encoding !== undefined) {
    return { imports: [], code: secretInCode(fields.text, source.encoding) };
  }
  return {
    imports: [["importJWK", "jose"]],
    code: `await importJWK(${inCode(JSON.parse(fields.text))}, ${JSON.stringify(bound.alg)})`,
  };
}

function secretInCode(text: string, encoding: string): string {
  return encoding === "utf8"
    ? `new TextEncoder().encode(${JSON.stringify(text)})`
    : `new Uint8Array(Buffer.from(${JSON.stringify(text.trim())}, ${JSON.stringify(encoding)}))`;
}

interface Program {
  readonly token: string;
  readonly key: Expression;
  readonly imports: readonly Import[];
  readonly options: string | undefined;
  readonly call: string;
  /** Lines after the call. */
  readonly after: readonly string[];
  readonly result: string;
  readonly isOurs: boolean;
}

function program({ token, key, imports, options, call, after, result, isOurs }: Program): string {
  return [
    ...importing([...imports, ...key.imports]),
    "",
    `const token = ${JSON.stringify(token)};`,
    `const key = ${key.code};`,
    ...(options === undefined ? [] : [`const options = ${options};`]),
    "",
    "try {",
    ...[call, ...after].map((line) => `  ${line}`),
    ...(result === "inner"
      ? ["  // Only its own signature shows whether it is genuine: verify it with its key."]
      : []),
    `  console.log("decrypted", ${result});`,
    "} catch (error) {",
    ...(isOurs ? ["  if (!(error instanceof JwtError)) throw error;"] : []),
    '  console.log("refused", error.code, error.message);',
    "}",
    "",
  ].join("\n");
}
