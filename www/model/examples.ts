import { generateSecret, secretKey, signSync } from "jwt-wasm";
import { base64url, type KeyFields, NO_KEY } from "./key";

/** An access token of Django REST framework SimpleJWT, whose secret nobody here knows. */
export const SIMPLE_JWT =
  "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxNTQzODI4NDMxLCJqdGkiOiI3ZjU5OTdi" +
  "NzE1MGQ0NjU3OWRjMmI0OTE2NzA5N2U3YiIsInVzZXJfaWQiOjF9.Ju70kdcaHKn1Qaz8H42zrOYk0Jx9kIckTn9Xx7vhikY";

export interface SignedExample {
  readonly token: string;
  readonly fields: KeyFields;
}

/** A token made here and now with a secret made here and now, so that a newcomer sees one that is accepted. */
export function freshlySigned(): SignedExample {
  const secret = generateSecret("HS256");
  const key = secretKey(secret, "HS256");
  try {
    const claims = { iss: "https://issuer.example", sub: "user-42", name: "Ada Lovelace", admin: false };
    const token = signSync(claims, key, { expiresIn: 3600, jwtId: "random" });
    return { token, fields: { ...NO_KEY, secret: base64url(secret), encoding: "base64url" } };
  } finally {
    key.free();
  }
}
