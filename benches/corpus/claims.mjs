// The claims of a token of an exact size.
import { randomBytes, randomUUID } from "node:crypto";

const now = Math.floor(Date.now() / 1000);

export const required = ({ issuer, audience }) => ({ iss: issuer, aud: audience, exp: now + 86_400 });

/** What an identity provider's access token holds beside the required claims. */
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

/** The claims of each size, named after the HS256 token that they make; one of another algorithm has a longer signature. */
export const sizes = {
  "230 B": (demands) => ofSize(112, required(demands), "sub"),
  "1.2 KB": (demands) => ofSize(839, { ...required(demands), ...profile }, "sid"),
  // Members of many groups are what makes real tokens this long.
  "8 KB": (demands) => ofSize(6083, { ...required(demands), ...profile, groups: groups(130) }, "sid"),
};

const groups = (count) => Array.from({ length: count }, () => randomUUID());

/** The claims with another one, which makes them this many bytes long. */
function ofSize(bytes, claims, fill) {
  const missing = bytes - JSON.stringify({ ...claims, [fill]: "" }).length;
  if (missing < 8) throw new Error(`the claims do not fit ${bytes} bytes`);
  return { ...claims, [fill]: randomBytes(missing).toString("hex").slice(0, missing) };
}
