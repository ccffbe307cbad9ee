/** A program for jose 6. */

import { textOf } from "../key-fields";
import { algorithmsIn, type Demands, demandsOf } from "./demands";
import { type Expression, importing, inCode, objectOf, template } from "./literals";
import type { ProgramInput } from "./program-input";

/** `undefined` for ES256K and Ed448, which jose 6 does not have. */
export function joseProgram({ token, fields, state, options }: ProgramInput): string | undefined {
  if (state.status !== "ready") {
    return [
      'import { decodeJwt, decodeProtectedHeader } from "jose";',
      "",
      `const token = ${JSON.stringify(token)};`,
      "console.log(decodeProtectedHeader(token), decodeJwt(token));",
      "",
    ].join("\n");
  }
  if (state.algorithm === "ES256K" || state.choices.includes("Ed448")) return undefined;
  const key = keyInCode(fields, state.algorithm);
  const demands = demandsOf(options);
  return [
    ...importing([...key.imports, ["jwtVerify", "jose"]]),
    "",
    `const token = ${JSON.stringify(token)};`,
    `const key = ${key.code};`,
    `const options = ${optionsInCode(demands, state.algorithm)};`,
    "",
    "try {",
    "  const { payload } = await jwtVerify(token, key, options);",
    ...(demands.refusesAudience ? [audienceRefused] : []),
    '  console.log("verified", payload);',
    "} catch (error) {",
    '  console.log("refused", error.code, error.message);',
    "}",
    "",
  ].join("\n");
}

const audienceRefused =
  '  if (payload.aud !== undefined) throw new Error("the token is for an audience; say which one you are");';

function optionsInCode(demands: Demands, algorithm: ProgramInput["state"]["algorithm"]): string {
  const { audience, issuer, subject, typ, tolerance, now, needsExpiry } = demands;
  const texts = Object.entries({ audience, issuer, subject, typ });
  return objectOf([
    // In a set, each key has its own algorithm.
    ...(algorithm ? [["algorithms", JSON.stringify(algorithmsIn(algorithm))] as const] : []),
    ...texts.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, JSON.stringify(value)] as const],
    ),
    ...(tolerance === undefined ? [] : [["clockTolerance", String(tolerance)] as const]),
    ...(now === undefined ? [] : [["currentDate", `new Date(${now * 1000})`] as const]),
    ...(needsExpiry ? [["requiredClaims", '["exp"]'] as const] : []),
  ]);
}

function keyInCode(
  fields: ProgramInput["fields"],
  algorithm: ProgramInput["state"]["algorithm"],
): Expression {
  const text = textOf(fields).trim();
  const name = JSON.stringify(algorithm);
  const importer = (maker: string, code: string) => ({
    imports: [[maker, "jose"] as const],
    code: `await ${maker}(${code})`,
  });
  switch (fields.kind) {
    case "secret":
      return fields.encoding === "utf8"
        ? { imports: [], code: `new TextEncoder().encode(${JSON.stringify(textOf(fields))})` }
        : { imports: [], code: `Buffer.from(${JSON.stringify(text)}, ${JSON.stringify(fields.encoding)})` };
    case "pem":
      if (text.startsWith("-----BEGIN PUBLIC KEY-----"))
        return importer("importSPKI", `${template(text)}, ${name}`);
      if (text.startsWith("-----BEGIN CERTIFICATE-----"))
        return importer("importX509", `${template(text)}, ${name}`);
      return {
        imports: [["createPublicKey", "node:crypto"]],
        code: `createPublicKey(${template(text)})`,
      };
    case "jwk":
      return importer("importJWK", `${inCode(JSON.parse(text))}, ${name}`);
    case "jwks":
      return {
        imports: [["createLocalJWKSet", "jose"]],
        code: `createLocalJWKSet(${inCode(JSON.parse(text))})`,
      };
  }
}
