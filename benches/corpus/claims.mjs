// The claims of a token of an exact size.
import { randomBytes, randomUUID } from "node:crypto";

const now = Math.floor(Date.now() / 1000);

export const required = ({ issuer, audience }) => ({ iss: issuer, aud: audience, exp: now + 86_400 });

/** Typical claims of an identity provider's access token. */
const profile = {
  sub: "auth0|65f1c0a7b2d94e3f8a6c1d20",
  iat: now,
  nbf: now,
  azp: "dashboard",
  name: "Zoe Oster-Nowak",
  email: "zoe.oster-nowak@example.com",
  email_verified: true,
  scope: "openid profile email offline_access orders:read orders:write invoices:read",
  roles: ["member", "billing", "support"],
  org: { id: "org_8f2b71", name: "Example & Sons", plan: { name: "team", seats: 25 } },
};

/** The claims by size. The name is the size of the HS256 token; other algorithms have longer signatures. */
export const sizes = {
  "230 B": (demands) => ofSize(112, required(demands), "sub"),
  "1.2 KB": (demands) => ofSize(839, { ...required(demands), ...profile }, "sid"),
  // Real tokens become this long through memberships in many groups.
  "8 KB": (demands) => ofSize(6083, { ...required(demands), ...profile, groups: groups(130) }, "sid"),
};

const groups = (count) => Array.from({ length: count }, () => randomUUID());

/** Pads the claims with another one to this many bytes. */
function ofSize(bytes, claims, fill) {
  const missing = bytes - JSON.stringify({ ...claims, [fill]: "" }).length;
  if (missing < 8) throw new Error(`the claims do not fit ${bytes} bytes`);
  return { ...claims, [fill]: randomBytes(missing).toString("hex").slice(0, missing) };
}
