import { mediaType } from "../media-type";
import { rfc } from "../registry";
import { has, isText, isTime, type Profile } from "./profile";

const CLAIMS = rfc(7523, "3");

/** Without a `typ` of its own, which only its successor has: the client is both the issuer and the subject. */
export const clientAssertion: Profile = {
  name: "client_assertion",
  source: CLAIMS,
  recognises: (header, payload) =>
    mediaType(header.typ) === "client-authentication+jwt" ||
    (mediaType(header.typ) !== "at+jwt" &&
      isText(payload.iss) &&
      payload.iss === payload.sub &&
      has(payload, "aud", "exp", "jti") &&
      !["scope", "scp", "nonce", "client_id", "events"].some((name) => has(payload, name))),
  rules: (_, payload) => [
    { name: "iss", isMet: isText(payload.iss) },
    { name: "sub", isMet: isText(payload.sub) },
    { name: "own_sub", isMet: isText(payload.sub) && payload.sub === payload.iss },
    { name: "aud", isMet: isText(payload.aud) || (Array.isArray(payload.aud) && payload.aud.some(isText)) },
    { name: "exp", isMet: isTime(payload.exp) },
    // OpenID Connect Core §9 demands it; RFC 7523 only allows it.
    { name: "jti", isMet: isText(payload.jti) },
  ],
};
