import { mediaType } from "../media-type";
import { rfc } from "../registry";
import { has, isAudience, isSigned, isText, isTime, type Profile } from "./profile";

const HEADER = rfc(9068, "2.1");
const CLAIMS = rfc(9068, "2.2");

export const accessToken: Profile = {
  name: "access_token",
  source: HEADER,
  recognises: (header, payload) =>
    mediaType(header.typ) === "at+jwt" ||
    (has(payload, "iss", "aud") && (has(payload, "scope") || has(payload, "scp")) && !has(payload, "nonce")),
  rules: (header, payload) => [
    { name: "at_typ", source: HEADER, isMet: mediaType(header.typ) === "at+jwt" },
    { name: "signed", source: HEADER, isMet: isSigned(header.alg) },
    { name: "iss", source: CLAIMS, isMet: isText(payload.iss) },
    { name: "exp", source: CLAIMS, isMet: isTime(payload.exp) },
    { name: "aud", source: CLAIMS, isMet: isAudience(payload.aud) },
    { name: "sub", source: CLAIMS, isMet: isText(payload.sub) },
    { name: "client_id", source: CLAIMS, isMet: isText(payload.client_id) },
    { name: "iat", source: CLAIMS, isMet: isTime(payload.iat) },
    { name: "jti", source: CLAIMS, isMet: isText(payload.jti) },
  ],
};
