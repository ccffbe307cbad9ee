import { mediaType } from "../media-type";
import { rfc } from "../registry";
import { coreRules } from "./core";
import { has, type Profile } from "./profile";

const HEADER = rfc(9068, "2.1");

/** Keycloak says in a claim that it is another kind of token. */
const OF_KEYCLOAK = /^(?:refresh|offline|id|logout)$/i;

export const accessToken: Profile = {
  name: "access_token",
  source: HEADER,
  recognises: (header, payload) =>
    mediaType(header.typ) === "at+jwt" ||
    (has(payload, "iss", "aud") &&
      (has(payload, "scope") || has(payload, "scp")) &&
      !has(payload, "nonce") &&
      !OF_KEYCLOAK.test(String(payload.typ))),
  rules: coreRules("access_token"),
};
