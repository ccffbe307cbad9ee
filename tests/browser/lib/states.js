import { createHash } from "node:crypto";
import { AUTH_SECRET, session } from "./encrypted.js";
import { ACCESS_TOKEN, base64url, inAnHour, JWT_IO, SECRET, signed, tampered } from "./tokens.js";

const enter = async (ui, token, secret = SECRET) => {
  await ui.token.fill(token);
  await ui.showInput();
  await ui.secret.fill(secret);
};

const verifiedThen = (tab) => [
  "Signature verified",
  async (ui) => {
    await enter(ui, ACCESS_TOKEN);
    await ui.show(tab);
  },
];

/** What an agency issues about a person, with two of three claims disclosed. */
const SD_JWT = (() => {
  const all = [
    ["given_name", "Ada"],
    ["birthdate", "1815-12-10"],
    ["address", { locality: "London", country: "GB" }],
  ].map(([name, value]) => base64url(JSON.stringify([`salt of ${name}`, name, value])));
  const _sd = all.map((one) => createHash("sha256").update(one).digest("base64url"));
  const claims = { iss: "https://agency.example", vct: "https://agency.example/id", exp: inAnHour(), _sd };
  return `${signed({ ...claims, _sd_alg: "sha-256" })}~${all[0]}~${all[2]}~`;
})();

/** As a log has them. */
const MANY = Array.from({ length: 9 }, (_, at) => {
  const exp = inAnHour() - (at % 3 === 1 ? 90_000 : 60 * at);
  return `2026-03-01T10:00:0${at}Z INFO token=${signed({ sub: `user-${at}`, aud: ["shop", "api"][at % 2], exp })}`;
}).join("\n");

/** The page's main states: the headline that each shows, if it shows one token, and how a person gets there from an empty page. */
export const STATES = {
  empty: ["No token yet", async () => {}],
  unchecked: ["Not checked: no key", (ui) => ui.token.fill(ACCESS_TOKEN)],
  verified: verifiedThen("Claims"),
  refused: [
    "Signature valid, no expiry",
    async (ui) => {
      await enter(ui, `Bearer ${JWT_IO.token}`, JWT_IO.secret);
      await ui.useAnyway.check();
    },
  ],
  mismatch: [
    "Signature does not match",
    (ui) => enter(ui, tampered(signed({ exp: inAnHour(), name: "Ada Lovelace" }), 2)),
  ],
  expired: [
    "Signature valid, token expired",
    (ui) => enter(ui, signed({ iss: "https://issuer.example", exp: inAnHour() - 90_000 })),
  ],
  public: ["Signature verified", (ui) => ui.sign("ES256")],
  "ml-dsa": ["Signature verified", (ui) => ui.sign("ML-DSA-44")],
  json: [
    "Not checked: no key",
    async (ui) => {
      await ui.token.fill(ACCESS_TOKEN);
      await ui.show("JSON");
    },
  ],
  edit: verifiedThen("Edit & sign"),
  share: verifiedThen("Copy & share"),
  malformed: ["The token ends inside its payload", (ui) => ui.token.fill(JWT_IO.token.slice(0, 70))],
  truncated: ["20 characters are missing at the end", (ui) => ui.token.fill(ACCESS_TOKEN.slice(0, -20))],
  found: [
    "Not checked: no key",
    async (ui) => {
      const [access, id] = ["access", "id"].map((use) => signed({ use, aud: "shop", exp: inAnHour() }));
      await ui.token.fill(JSON.stringify({ access_token: access, id_token: id, expires_in: 3600 }));
      await ui.showInput();
    },
  ],
  none: [
    "Not signed",
    (ui) => {
      const claims = { iss: "https://issuer.example", sub: "ada", exp: inAnHour() };
      return ui.token.fill(
        `${[{ alg: "none" }, claims].map((one) => base64url(JSON.stringify(one))).join(".")}.`,
      );
    },
  ],
  "sd-jwt": ["Signature verified", (ui) => enter(ui, SD_JWT)],
  many: [
    undefined,
    async (ui) => {
      await ui.secret.fill(SECRET);
      await ui.token.fill(MANY);
    },
  ],
  compare: [
    undefined,
    async (ui) => {
      const common = { iss: "https://issuer.example", sub: "ada", exp: inAnHour() };
      const [access, id] = [
        signed({ ...common, aud: "api", scope: "openid profile", jti: "1" }),
        signed({
          ...common,
          exp: inAnHour() + 60,
          aud: "web-app",
          nonce: "n-0S6_WzA2Mj",
          email: "ada@example.com",
        }),
      ];
      await ui.token.fill(JSON.stringify({ access_token: access, id_token: id }));
      await ui.showInput();
      await ui.press("Compare them");
    },
  ],
  locked: ["Encrypted, not signed", async (ui) => ui.token.fill(await session())],
  decrypted: ["Decrypted", async (ui) => enter(ui, await session(), AUTH_SECRET)],
  weak: ["Not checked: the secret is too short", (ui) => enter(ui, JWT_IO.token, "too short")],
  "another-time": [
    "Signature valid, token expired",
    async (ui) => {
      await enter(ui, ACCESS_TOKEN);
      await ui.show("Claims");
      await ui.slider.fill("1900");
    },
  ],
};
