/** The kinds of tokens whose rules the core has. It judges them here too, one rule at a time. */

import { explainSync, type Report } from "jwt-wasm";
import type { ShownObject } from "../decoded-token";
import { base64url } from "../encoding";
import { has, isText, type ProfileRule } from "./profile";
import { PROFILE_RULES } from "./rules";

type CoreProfile = keyof typeof PROFILE_RULES;
type CoreRule = (typeof PROFILE_RULES)[CoreProfile][number];

export const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

const SOUND = { iss: "i", sub: "s", aud: "a", exp: 2, iat: 1 };

/** A token that meets every rule of its kind. */
const SOUND_PAYLOADS: Readonly<Record<CoreProfile, ShownObject>> = {
  access_token: { ...SOUND, client_id: "c", jti: "j" },
  // It decides between several audiences.
  id_token: { ...SOUND, azp: "a" },
  logout_token: { ...SOUND, jti: "j", events: { [LOGOUT_EVENT]: {} } },
};
const SOUND_TYPES: Readonly<Record<CoreProfile, string>> = {
  access_token: "at+jwt",
  id_token: "JWT",
  logout_token: "logout+jwt",
};

/** What a rule is about, where its name does not say so. */
const ABOUT: Partial<Record<CoreRule, readonly string[]>> = {
  at_typ: [],
  other_typ: [],
  logout_typ: [],
  azp: ["azp", "aud"],
  logout_event: ["events"],
  sub_or_sid: ["sub", "sid"],
  no_nonce: ["nonce"],
  no_events: ["events"],
};

/** The core stops at the first rule that is not met, so then each is asked alone. */
export function coreRules(kind: CoreProfile) {
  return (header: ShownObject, payload: ShownObject): readonly ProfileRule[] => {
    const names: readonly CoreRule[] = PROFILE_RULES[kind];
    const areAllMet = areMet(kind, names, header, payload);
    return names.map((name) => ({ name, isMet: areAllMet || areMet(kind, [name], header, payload) }));
  };
}

/** What the rules are about comes from the token, and everything else is sound. */
function areMet(
  profile: CoreProfile,
  rules: readonly CoreRule[],
  header: ShownObject,
  payload: ShownObject,
): boolean {
  const typ = rules.some((rule) => rule.endsWith("_typ")) ? header.typ : SOUND_TYPES[profile];
  const names = rules.flatMap((rule) => ABOUT[rule] ?? [rule]);
  const claims = mixed(SOUND_PAYLOADS[profile], payload, names);
  const { iss, aud, azp } = claims;
  const named = [azp, ...(Array.isArray(aud) ? aud : [aud])].filter(isText);
  const report = explainSync(unsigned({ alg: "HS256", typ }, claims), undefined, {
    profile,
    // Whether they are the expected ones is the work of the checks.
    issuer: isText(iss) ? iss : "i",
    audience: named.length > 0 ? named : "a",
    now: 1,
  });
  return !report.checks.some(isRefused);
}

/** Whether the token is valid now is another question. */
function isRefused({ error }: Report["checks"][number]): boolean {
  return error !== undefined && error.code !== "expired" && error.code !== "not_yet_valid";
}

function mixed(sound: ShownObject, own: ShownObject, names: readonly string[]): ShownObject {
  const rest = Object.entries(sound).filter(([name]) => !names.includes(name));
  const taken = names.filter((name) => has(own, name)).map((name) => [name, own[name]]);
  return Object.fromEntries([...rest, ...taken]);
}

function unsigned(header: ShownObject, payload: ShownObject): string {
  const part = (value: ShownObject) => base64url(new TextEncoder().encode(JSON.stringify(value)));
  return `${part(header)}.${part(payload)}.${"A".repeat(43)}`;
}

export function hasLogoutEvent({ events }: ShownObject): boolean {
  return typeof events === "object" && events !== null && Object.hasOwn(events, LOGOUT_EVENT);
}
