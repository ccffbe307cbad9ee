/** Makes encrypted tokens with the libraries that set them, so that the package does not test itself. */

import { encode } from "@auth/core/jwt";
import { CompactEncrypt, EncryptJWT } from "jose";

export const AUTH_SECRET = "the AUTH_SECRET of an app";
export const COOKIE = "__Secure-authjs.session-token";

const SESSION = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  picture: "https://app.example/ada.png",
  sub: "c0ffee00-1234-4321-abcd-1234567890ab",
};

/** What Auth.js puts into its cookie. */
export const session = ({ claims = SESSION, cookie = COOKIE, maxAge = 86_400 } = {}) =>
  encode({ token: claims, secret: AUTH_SECRET, salt: cookie, maxAge });

/** A JWT that is encrypted, and not signed. */
export const encrypted = (key, header, claims = SESSION) =>
  new EncryptJWT(claims).setProtectedHeader(header).setExpirationTime("1h").encrypt(key);

/** Any content, such as a signed token. */
export const sealed = (key, header, content) =>
  new CompactEncrypt(typeof content === "string" ? new TextEncoder().encode(content) : content)
    .setProtectedHeader(header)
    .encrypt(key);
