import { mediaType } from "../media-type";
import { oidc } from "../registry";
import { has, isAudience, isSigned, isText, isTime, type Profile } from "./profile";

const CLAIMS = oidc("2", "IDToken");
const VALIDATION = oidc("3.1.3.7", "IDTokenValidation");

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
  rules: (header, payload) => [
    { name: "signed", source: VALIDATION, isMet: isSigned(header.alg) },
    {
      name: "https_iss",
      source: CLAIMS,
      isMet: isText(payload.iss) && /^https:\/\//.test(payload.iss),
    },
    { name: "short_sub", source: CLAIMS, isMet: isText(payload.sub) && payload.sub.length <= 255 },
    { name: "aud", source: CLAIMS, isMet: isAudience(payload.aud) },
    { name: "exp", source: CLAIMS, isMet: isTime(payload.exp) },
    { name: "iat", source: CLAIMS, isMet: isTime(payload.iat) },
  ],
};
