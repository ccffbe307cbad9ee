/** The keys that the entered text can mean for an encrypted token. Which one it is, only decrypting shows. */

import type { Jwk, Jwks } from "jwt-wasm";
import { JwtError } from "jwt-wasm";
import {
  authJsKey,
  type ContentEncryption,
  type EncryptionKey,
  encryptionKey,
  encryptionKeyFile,
  type KeyManagement,
} from "jwt-wasm/jwe";
import { bytesOf, SECRET_ENCODINGS, type SecretEncoding } from "../encoding";
import type { KeyFields } from "../key-fields";
import { type Bound, bindingFor, CEK_SIZES } from "./binding";
import { wholeJwk } from "./whole-jwk";

/** What a key was made of, as far as it says who can have written the token. */
export type Source =
  | {
      readonly kind: "secret";
      /** How its bytes are written; `undefined` for a JWK. */
      readonly encoding: SecretEncoding | undefined;
    }
  | { readonly kind: "auth_js"; readonly version: 4 | 5; readonly cookie: string }
  /** The private key of a pair: everyone can have the public one. */
  | { readonly kind: "private" };

export interface Candidate {
  readonly source: Source;
  /** The caller frees it. */
  make(): EncryptionKey | Promise<EncryptionKey>;
}

/** The names that Auth.js gives its cookie, with and without HTTPS. */
const USUAL_COOKIES = ["__Secure-authjs.session-token", "authjs.session-token"];

/** Whether the private key of a pair decrypts, and not a secret. */
export const needsPair = (alg: string): boolean => /^(?:RSA|ECDH)/.test(alg);

/** The size of the secret in bytes; `undefined` if the algorithm is not known, or takes no secret. */
export function sizeOfSecret(alg: string, enc: string): number | undefined {
  if (alg === "dir") return CEK_SIZES[enc];
  const [, bits] = /^A(128|192|256)(?:GCM)?KW$/.exec(alg) ?? [];
  return bits === undefined ? undefined : Number(bits) / 8;
}

/** @param cookie the cookie's name; if it is empty, the usual ones */
export function candidatesFor(fields: KeyFields, alg: string, enc: string, cookie: string): Candidate[] {
  const bound: Bound = { alg: alg as KeyManagement, enc: enc as ContentEncryption };
  switch (fields.kind) {
    case "secret":
      return [...secrets(fields, bound), ...(alg === "dir" ? sessions(fields.text, enc, cookie) : [])];
    case "jwk":
    case "jwks": {
      const jwk = parsed(fields.text);
      if (jwk === undefined) return [];
      const source: Source = needsPair(alg) ? { kind: "private" } : { kind: "secret", encoding: undefined };
      const options = bindingFor(jwk, bound);
      const make = () => encryptionKey(jwk as Jwk | Jwks, options);
      return [{ source, make }];
    }
    default:
      // A key file has no text until the code that reads it has loaded.
      if (fields.text === "" || !needsPair(alg)) return [];
      return [{ source: { kind: "private" }, make: () => ofFile(fields.text.trim(), bound) }];
  }
}

/** A file without the public half, such as OpenSSL writes for X25519, is completed by the browser. */
async function ofFile(file: string, bound: Bound): Promise<EncryptionKey> {
  try {
    return encryptionKeyFile(file, bound);
  } catch (thrown) {
    const jwk = errorFrom(thrown).code === "sync_unavailable" ? await wholeJwk(file) : undefined;
    if (jwk === undefined) throw thrown;
    return encryptionKey(jwk, bound);
  }
}

function secrets(fields: KeyFields, bound: Bound): Candidate[] {
  const size = sizeOfSecret(bound.alg, bound.enc);
  const encodings = fields.isEncodingChosen ? [fields.encoding] : SECRET_ENCODINGS;
  return encodings.flatMap((encoding) => {
    const bytes = bytesOf(fields.text, encoding);
    if (bytes === undefined || bytes.length !== size) return [];
    return [{ source: { kind: "secret", encoding }, make: () => encryptionKey(bytes, bound) }];
  });
}

function sessions(secret: string, enc: string, cookie: string): Candidate[] {
  if (enc !== "A256GCM" && enc !== "A256CBC-HS512") return [];
  const names = cookie === "" ? USUAL_COOKIES : [cookie];
  const newer = names.map(
    (name): Candidate => ({
      source: { kind: "auth_js", version: 5, cookie: name },
      make: () => authJsKey(secret, { cookie: name }),
    }),
  );
  if (enc !== "A256GCM") return newer;
  const older: Source = { kind: "auth_js", version: 4, cookie: "" };
  return [...newer, { source: older, make: () => authJsKey(secret, { version: 4 }) }];
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A key that fits no token, to ask what the header alone is refused for. */
export const anyKey = (): EncryptionKey =>
  encryptionKey(new Uint8Array(16), { alg: "A128KW", enc: "A128GCM" });

/** @throws what is not an error of the package */
export function errorFrom(thrown: unknown): JwtError {
  if (thrown instanceof JwtError) return thrown;
  throw thrown;
}
