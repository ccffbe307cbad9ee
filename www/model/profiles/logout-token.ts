import type { ShownObject } from "../decoded-token";
import { mediaType } from "../media-type";
import type { Source } from "../registry";
import { has, isAudience, isSigned, isText, isTime, type Profile } from "./profile";

const SPEC = "https://openid.net/specs/openid-connect-backchannel-1_0.html";
const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const CLAIMS: Source = { label: "OpenID Connect Back-Channel Logout §2.4", url: `${SPEC}#LogoutToken` };

export const logoutToken: Profile = {
  name: "logout_token",
  source: CLAIMS,
  recognises: (header, payload) => mediaType(header.typ) === "logout+jwt" || hasEvent(payload),
  rules: (header, payload) => [
    { name: "signed", source: CLAIMS, isMet: isSigned(header.alg) },
    { name: "iss", source: CLAIMS, isMet: isText(payload.iss) },
    { name: "aud", source: CLAIMS, isMet: isAudience(payload.aud) },
    { name: "iat", source: CLAIMS, isMet: isTime(payload.iat) },
    { name: "exp", source: CLAIMS, isMet: isTime(payload.exp) },
    { name: "jti", source: CLAIMS, isMet: isText(payload.jti) },
    { name: "logout_event", source: CLAIMS, isMet: hasEvent(payload) },
    { name: "sub_or_sid", source: CLAIMS, isMet: isText(payload.sub) || isText(payload.sid) },
    { name: "no_nonce", source: CLAIMS, isMet: !has(payload, "nonce") },
  ],
};

function hasEvent({ events }: ShownObject): boolean {
  return typeof events === "object" && events !== null && Object.hasOwn(events, EVENT);
}
