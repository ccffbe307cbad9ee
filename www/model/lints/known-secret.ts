import { type SecretAlgorithm, secretKey, verifyJwsSync } from "jwt-wasm";
import type { DecodedToken } from "../decoded-token";
import { rfc } from "../registry";
import { type Finding, finding } from "./finding";

/** Secrets from tutorials, READMEs and other inspectors. Attackers try these first. */
const KNOWN_SECRETS: readonly string[] = [
  ..."secret password changeme changeit default admin test token key private example insecure qwerty".split(
    " ",
  ),
  ..."jwt jwtsecret jwt-secret jwt_secret JWT_SECRET your_jwt_secret shhhh shhhhh shhhhhh s3cr3t topsecret".split(
    " ",
  ),
  ..."mysecret my-secret my_secret mysecretkey my-secret-key my_secret_key thisisasecret supersecret".split(
    " ",
  ),
  ..."super-secret super_secret secretkey secret-key secret_key your-secret your_secret your-secret-key".split(
    " ",
  ),
  ..."your_secret_key your-256-bit-secret your-384-bit-secret your-512-bit-secret 123456 12345678".split(" "),
  "keyboard cat",
  "a-string-secret-at-least-256-bits-long",
  "a-valid-string-secret-that-is-at-least-384-bits-long",
  "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
  "0".repeat(32),
];

/** The well-known secrets, if the token can be signed with one. */
export function knownSecretsFor({ header, segments }: DecodedToken): readonly string[] {
  return segments.length === 3 && isHmac(header?.alg) ? KNOWN_SECRETS : [];
}

/** Anyone can try this. */
export function isSignedWith(secret: string, { token, header }: DecodedToken): boolean {
  const alg = header?.alg;
  if (!isHmac(alg)) return false;
  const key = secretKey(secret, alg, { allowWeakSecret: true });
  try {
    verifyJwsSync(token, key);
    return true;
  } catch {
    return false;
  } finally {
    key.free();
  }
}

export function knownSecretFinding(secret: string): Finding {
  return finding("known_secret", "danger", rfc(8725, "3.5"), secret);
}

function isHmac(alg: unknown): alg is SecretAlgorithm {
  return typeof alg === "string" && /^HS(256|384|512)$/.test(alg);
}
