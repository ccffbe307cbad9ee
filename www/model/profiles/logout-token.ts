import { mediaType } from "../media-type";
import type { Source } from "../registry";
import { coreRules, hasLogoutEvent } from "./core";
import type { Profile } from "./profile";

const SPEC = "https://openid.net/specs/openid-connect-backchannel-1_0.html";
const CLAIMS: Source = { label: "OpenID Connect Back-Channel Logout §2.4", url: `${SPEC}#LogoutToken` };

export const logoutToken: Profile = {
  name: "logout_token",
  source: CLAIMS,
  recognises: (header, payload) => mediaType(header.typ) === "logout+jwt" || hasLogoutEvent(payload),
  rules: coreRules("logout_token"),
};
