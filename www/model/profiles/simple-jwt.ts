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
    { name: "token_type", isMet: isText(payload.token_type) },
    { name: "exp", isMet: isTime(payload.exp) },
    { name: "jti", isMet: isText(payload.jti) },
    { name: "user_id", isMet: has(payload, "user_id") },
    { name: "iat", isMet: isTime(payload.iat) },
  ],
};
