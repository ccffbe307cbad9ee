import { mediaType } from "../media-type";
import { oidc } from "../registry";
import { coreRules } from "./core";
import { has, isText, type Profile } from "./profile";

const CLAIMS = oidc("2", "IDToken");

/** OpenID Connect has no `typ` of its own for it: only claims that no other token has tell it. */
export const idToken: Profile = {
  name: "id_token",
  source: CLAIMS,
  recognises: (header, payload) =>
    mediaType(header.typ) !== "at+jwt" &&
    has(payload, "iss", "aud") &&
    !has(payload, "scope") &&
    !has(payload, "events") &&
    ["nonce", "at_hash", "c_hash", "auth_time"].some((name) => has(payload, name)),
  // The core compares `iss` with the caller's, so what it looks like is for this page to say.
  rules: (header, payload) => [
    ...coreRules("id_token")(header, payload),
    { name: "https_iss", isMet: isText(payload.iss) && payload.iss.startsWith("https://") },
    { name: "short_sub", isMet: isText(payload.sub) && payload.sub.length <= 255 },
  ],
};
