/** Programs for the functions of jwt-wasm. */

import { textOf } from "../key-fields";
import { type Expression, importing, inCode, template } from "./literals";
import type { ProgramInput } from "./program-input";

const PACKAGE = "jwt-wasm";

export function verifyProgram({ token, options, ...input }: ProgramInput): string {
  const key = keyInCode(input);
  if (key === undefined) return decodeProgram(token);
  return [
    ...importing([...key.imports, ["JwtError", PACKAGE], ["verify", PACKAGE]]),
    "",
    `const token = ${JSON.stringify(token)};`,
    `const key = ${key.code};`,
    `const options = ${inCode(options)};`,
    "",
    ...attempt("await verify(token, key, options)"),
  ].join("\n");
}

export function createVerifierProgram({ token, options, ...input }: ProgramInput): string {
  const key = keyInCode(input);
  if (key === undefined) return decodeProgram(token);
  return [
    ...importing([...key.imports, ["JwtError", PACKAGE], ["createVerifier", PACKAGE]]),
    "",
    "// Once, when the program starts.",
    `const key = ${key.code};`,
    `const options = ${inCode(options)};`,
    "const verifier = createVerifier({ key, ...options });",
    "",
    "// For each token.",
    `const token = ${JSON.stringify(token)};`,
    ...attempt("await verifier.verify(token)"),
  ].join("\n");
}

export function gateProgram({ token, options, ...input }: ProgramInput): string {
  const key = keyInCode(input);
  if (key === undefined) return decodeProgram(token);
  return [
    ...importing([...key.imports, ["createGate", "jwt-wasm/edge"]]),
    "",
    `const key = ${key.code};`,
    `const options = ${inCode(options)};`,
    "const gate = createGate({",
    "  key,",
    "  ...options,",
    "  origin: (request, env, context, verified) => Response.json(verified.payload),",
    "});",
    "",
    "// In a Worker: export default { fetch: gate };",
    ...(input.fields.kind === "pem" ? ['// There, a key file also needs: import "jwt-wasm/keyfile";'] : []),
    'const request = new Request("https://api.example/", {',
    `  headers: { authorization: ${JSON.stringify(`Bearer ${token}`)} },`,
    "});",
    "const response = await gate(request);",
    'console.log(response.ok ? "verified" : "refused", response.status, await response.text());',
    "",
  ].join("\n");
}

function decodeProgram(token: string): string {
  return [
    'import { decode } from "jwt-wasm";',
    "",
    `const { header, payload } = decode(${JSON.stringify(token)});`,
    "console.log(header, payload);",
    "",
  ].join("\n");
}

function attempt(call: string): string[] {
  return [
    "try {",
    `  const { payload } = ${call};`,
    '  console.log("verified", payload);',
    "} catch (error) {",
    "  if (!(error instanceof JwtError)) throw error;",
    '  console.log("refused", error.code, error.message);',
    "}",
    "",
  ];
}

/** `undefined` without a key that can be used. */
function keyInCode({ fields, state }: Pick<ProgramInput, "fields" | "state">): Expression | undefined {
  if (state.status !== "ready") return undefined;
  const text = textOf(fields);
  const name = JSON.stringify(state.algorithm);
  const making = (maker: string, code: string) => ({
    imports: [[maker, PACKAGE] as const],
    code: `${maker}(${code})`,
  });
  switch (fields.kind) {
    case "secret": {
      const { encoding } = fields;
      const quoted = JSON.stringify(encoding === "utf8" ? text : text.trim());
      const secret = encoding === "utf8" ? quoted : `Buffer.from(${quoted}, ${JSON.stringify(encoding)})`;
      const weak = fields.allowWeakSecret ? ", { allowWeakSecret: true }" : "";
      return making("secretKey", `${secret}, ${name}${weak}`);
    }
    case "pem":
      return making("publicKey", `${template(text.trim())}, ${name}`);
    case "jwk": {
      const hasAlg = Object.hasOwn(JSON.parse(text), "alg");
      return making("jwk", `${inCode(JSON.parse(text))}${hasAlg ? "" : `, ${name}`}`);
    }
    case "jwks":
      return making("jwks", inCode(JSON.parse(text)));
  }
}
