/** A program for jsonwebtoken 9, and for the drop-in that has its functions. */

import { hasSecret } from "../algorithms";
import { textOf } from "../key-fields";
import { demandsOf } from "./demands";
import { type Expression, importing, inCode, objectOf, template } from "./literals";
import type { ProgramInput } from "./program-input";

const DROP_IN = 'import jwt from "jwt-wasm/jsonwebtoken";';

/** `undefined` for what jsonwebtoken does not have: key sets, EdDSA, ES256K and ML-DSA. */
export function jsonwebtokenProgram({ token, fields, state, options }: ProgramInput): string | undefined {
  if (state.status !== "ready") {
    return [DROP_IN, "", `console.log(jwt.decode(${JSON.stringify(token)}, { complete: true }));`, ""].join(
      "\n",
    );
  }
  const { algorithm } = state;
  const key = keyInCode(fields);
  if (key === undefined || algorithm === undefined || /^Ed|K$|^ML/.test(algorithm)) return undefined;
  const { audience, issuer, subject, typ, tolerance, now, needsExpiry, refusesAudience } = demandsOf(options);
  const wanted = typ?.toLowerCase().replace(/^application\//, "");
  const texts = Object.entries({ audience, issuer, subject });
  return [
    DROP_IN,
    ...importing(key.imports),
    "",
    `const token = ${JSON.stringify(token)};`,
    `const key = ${key.code};`,
    `const options = ${objectOf([
      ["complete", "true"],
      ["algorithms", JSON.stringify([algorithm])],
      ...texts.flatMap(([name, value]) =>
        value === undefined ? [] : [[name, JSON.stringify(value)] as const],
      ),
      ...(tolerance === undefined ? [] : [["clockTolerance", String(tolerance)] as const]),
      ...(now === undefined ? [] : [["clockTimestamp", String(now)] as const]),
      ...(fields.allowWeakSecret && hasSecret(algorithm)
        ? [["legacy", "{ shortSecrets: true }"] as const]
        : []),
    ])};`,
    "",
    "try {",
    "  const { header, payload } = jwt.verify(token, key, options);",
    ...(needsExpiry ? ['  if (payload.exp === undefined) throw new Error("exp is missing");'] : []),
    ...(refusesAudience
      ? [
          '  if (payload.aud !== undefined) throw new Error("the token is for an audience; say which one you are");',
        ]
      : []),
    ...(wanted === undefined
      ? []
      : [
          `  const typ = String(header.typ).toLowerCase().replace("application/", "");`,
          `  if (typ !== ${JSON.stringify(wanted)}) throw new Error("the token has another typ");`,
        ]),
    '  console.log("verified", header, payload);',
    "} catch (error) {",
    '  console.log("refused", error.name, error.message);',
    "}",
    "",
  ].join("\n");
}

function keyInCode(fields: ProgramInput["fields"]): Expression | undefined {
  const text = textOf(fields).trim();
  switch (fields.kind) {
    case "secret":
      return fields.encoding === "utf8"
        ? { imports: [], code: JSON.stringify(textOf(fields)) }
        : { imports: [], code: `Buffer.from(${JSON.stringify(text)}, ${JSON.stringify(fields.encoding)})` };
    case "pem":
      return { imports: [], code: template(text) };
    case "jwk": {
      const value: { kty?: unknown; k?: unknown } = JSON.parse(text);
      if (value.kty === "oct") {
        return { imports: [], code: `Buffer.from(${JSON.stringify(value.k)}, "base64url")` };
      }
      return {
        imports: [["createPublicKey", "node:crypto"]],
        code: `createPublicKey({ key: ${inCode(value)}, format: "jwk" })`,
      };
    }
    case "jwks":
      return undefined;
  }
}
