import { AUTH_SECRET, session } from "./encrypted.js";
import { ACCESS_TOKEN, inAnHour, JWT_IO, SECRET, signed, tampered } from "./tokens.js";

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

/** The page's main states: the headline that each shows, and how a person comes there from an empty page. */
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
