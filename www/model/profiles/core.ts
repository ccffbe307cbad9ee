import type { ShownObject } from "../decoded-token";
import { mediaType } from "../media-type";
import { has, isAudience, isSigned, isText, isTime, type ProfileRule } from "./profile";
import { PROFILE_RULES } from "./rules";

/** A kind of token whose rules are the core's. */
type CoreProfile = keyof typeof PROFILE_RULES;
type CoreRule = (typeof PROFILE_RULES)[CoreProfile][number];

const EVENT = "http://schemas.openid.net/event/backchannel-logout";

/** As far as a token alone shows it: whom the caller expects as issuer and audience is for the checks. */
const IS_MET: Readonly<Record<CoreRule, (header: ShownObject, payload: ShownObject) => boolean>> = {
  at_typ: ({ typ }) => mediaType(typ) === "at+jwt",
  other_typ: ({ typ }) => !/\+jwt$/i.test(mediaType(typ) ?? ""),
  logout_typ: (header) => !has(header, "typ") || mediaType(header.typ) === "logout+jwt",
  iss: (_, { iss }) => isText(iss),
  sub: (_, { sub }) => isText(sub),
  aud: (_, { aud }) => isAudience(aud),
  exp: (_, { exp }) => isTime(exp),
  iat: (_, { iat }) => isTime(iat),
  jti: (_, { jti }) => isText(jti),
  client_id: (_, payload) => isText(payload.client_id),
  azp: (_, { azp, aud }) => isText(azp) || (azp === undefined && !(Array.isArray(aud) && aud.length > 1)),
  logout_event: (_, { events }) => isObject(events) && isObject(events[EVENT]),
  sub_or_sid: (_, payload) => {
    const given = ["sub", "sid"].filter((name) => has(payload, name));
    return given.length > 0 && given.every((name) => isText(payload[name]));
  },
  no_nonce: (_, payload) => !has(payload, "nonce"),
  no_events: (_, payload) => !has(payload, "events"),
};

/** What the core demands of tokens of this kind, and that they are signed, which it demands of all. */
export function coreRules(kind: CoreProfile) {
  return (header: ShownObject, payload: ShownObject): readonly ProfileRule[] => [
    { name: "signed", isMet: isSigned(header.alg) },
    ...PROFILE_RULES[kind].map((name) => ({ name, isMet: IS_MET[name](header, payload) })),
  ];
}

export function hasLogoutEvent({ events }: ShownObject): boolean {
  return isObject(events) && Object.hasOwn(events, EVENT);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
