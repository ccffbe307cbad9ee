import type { ShownObject } from "../decoded-token";
import { mediaType } from "../media-type";
import { oidc } from "../registry";
import { coreRules } from "./core";
import { has, isText, type Profile } from "./profile";

const CLAIMS = oidc("2", "IDToken");

/** OpenID Connect defines no `typ` for ID tokens, so claims that only they have must identify them. */
/** Of OpenID Connect Core §5.1, those that Auth0 puts into ID tokens. */
const OF_THE_PERSON = ["name", "nickname", "picture", "updated_at", "email_verified", "preferred_username"];

/**
 * It was issued to the client that it is for (OpenID Connect Core §2), or says who that client's session belongs to. A
 * session alone proves nothing, because Clerk and WorkOS put it into access tokens.
 */
function isForItsClient(payload: ShownObject): boolean {
  const { aud, azp } = payload;
  if (!has(payload, "sub") || ["client_id", "permissions", "roles"].some((name) => has(payload, name)))
    return false;
  const isNamed = isText(azp) && (aud === azp || (Array.isArray(aud) && aud.includes(azp)));
  return isNamed || (has(payload, "sid") && OF_THE_PERSON.some((name) => has(payload, name)));
}

export const idToken: Profile = {
  name: "id_token",
  source: CLAIMS,
  recognises: (header, payload) =>
    mediaType(header.typ) !== "at+jwt" &&
    has(payload, "iss", "aud") &&
    !has(payload, "scope") &&
    !has(payload, "events") &&
    // Okta puts `auth_time` into access tokens.
    !has(payload, "scp") &&
    (["nonce", "at_hash", "c_hash", "s_hash", "auth_time"].some((name) => has(payload, name)) ||
      isForItsClient(payload)),
  // The core only compares `iss` with the expected issuer, so the page checks its form.
  rules: (header, payload) => [
    ...coreRules("id_token")(header, payload),
    { name: "https_iss", isMet: isText(payload.iss) && payload.iss.startsWith("https://") },
    { name: "short_sub", isMet: isText(payload.sub) && payload.sub.length <= 255 },
  ],
};
