import type { Source } from "../registry";
import { has, isText, isTime, type Profile } from "./profile";

const SETTINGS: Source = {
  label: "SimpleJWT, settings",
  url: "https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html",
};
const TYPES = ["access", "refresh", "sliding"];

export const simpleJwt: Profile = {
  name: "simple_jwt",
  source: SETTINGS,
  recognises: (_, payload) => TYPES.some((type) => payload.token_type === type) && has(payload, "jti"),
  rules: (_, payload) => [
    { name: "token_type", source: SETTINGS, isMet: isText(payload.token_type) },
    { name: "exp", source: SETTINGS, isMet: isTime(payload.exp) },
    { name: "jti", source: SETTINGS, isMet: isText(payload.jti) },
    { name: "user_id", source: SETTINGS, isMet: has(payload, "user_id") },
    { name: "iat", source: SETTINGS, isMet: isTime(payload.iat) },
  ],
};
