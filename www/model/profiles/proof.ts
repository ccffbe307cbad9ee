import { mediaType } from "../media-type";
import { rfc } from "../registry";
import { has, isText, isTime, type Profile } from "./profile";

const SYNTAX = rfc(9449, "4.2");

export const proof: Profile = {
  name: "dpop_proof",
  source: SYNTAX,
  recognises: (header, payload) => mediaType(header.typ) === "dpop+jwt" || has(payload, "htm", "htu"),
  rules: (header, payload) => [
    { name: "dpop_typ", isMet: mediaType(header.typ) === "dpop+jwt" },
    { name: "public_alg", isMet: isText(header.alg) && !/^(HS|none)/i.test(header.alg) },
    { name: "public_jwk", isMet: isPublicJwk(header.jwk) },
    { name: "jti", isMet: isText(payload.jti) },
    { name: "htm", isMet: isText(payload.htm) },
    { name: "htu", isMet: isText(payload.htu) && !/[?#]/.test(payload.htu) },
    { name: "iat", isMet: isTime(payload.iat) },
  ],
};

export function isPublicJwk(jwk: unknown): boolean {
  return typeof jwk === "object" && jwk !== null && !Object.hasOwn(jwk, "d") && !Object.hasOwn(jwk, "k");
}
