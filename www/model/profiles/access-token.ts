import { mediaType } from "../media-type";
import { rfc } from "../registry";
import { coreRules } from "./core";
import { has, type Profile } from "./profile";

const HEADER = rfc(9068, "2.1");

export const accessToken: Profile = {
  name: "access_token",
  source: HEADER,
  recognises: (header, payload) =>
    mediaType(header.typ) === "at+jwt" ||
    (has(payload, "iss", "aud") && (has(payload, "scope") || has(payload, "scp")) && !has(payload, "nonce")),
  rules: coreRules("access_token"),
};
