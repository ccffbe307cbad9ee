// Tokens that every library must refuse: changed tokens, tokens of others, and tokens that the provider's own keys signed although no
// profile allows them.
import { createPublicKey } from "node:crypto";
import { importJWK, SignJWT } from "jose";
import { REQUIRED } from "./judges.mjs";
import { keyFor } from "./keys.mjs";
import { apiOf, webOf } from "./login.mjs";

const now = () => Math.floor(Date.now() / 1000);

/** The provider's claims in a token of each kind. */
export const claimsOf = (kind, { issuer, audience }) => ({
  iss: issuer,
  aud: audience,
  sub: "user-42",
  iat: now(),
  exp: now() + 600,
  ...KINDS[kind].claims,
});

const KINDS = {
  access: { typ: "at+jwt", audience: apiOf, claims: { client_id: "web", jti: "a1" } },
  id: { typ: "JWT", audience: webOf, claims: { nonce: "n1" } },
  logout: {
    typ: "logout+jwt",
    audience: webOf,
    claims: { jti: "l1", sid: "s1", events: { "http://schemas.openid.net/event/backchannel-logout": {} } },
  },
};

/** Signs any content with the provider's keys. */
export async function signed(keys, alg, claims, header = {}) {
  const { kid, ...key } = keyFor(keys, alg);
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid, ...header })
    .sign(await importJWK(key, alg), { crit: { x: true } });
}

/** A good token of a kind, and the case that asks for it. */
async function baseOf({ issuer, keys }, kind, alg) {
  const { typ, audience } = KINDS[kind];
  const asked = { kind, issuer, audience: audience(alg), ...(kind === "id" && { nonce: "n1" }) };
  const claims = claimsOf(kind, asked);
  const make = (changed, header) => signed(keys, alg, changed, { typ, ...header });
  return { asked, claims, make, typ };
}

/** Good cases. Each bad case differs from one of them in one thing. */
export async function signedAtWill(provider, alg) {
  const cases = [];
  for (const kind of Object.keys(KINDS)) {
    const { asked, claims, make, typ } = await baseOf(provider, kind, alg);
    const add = (name, token, more) =>
      cases.push({ name: `${alg} ${kind}: ${name}`, ...asked, token, ...more });
    add("as it should be", await make(claims));
    add("a list of one audience", await make({ ...claims, aud: [asked.audience] }));
    add(
      "a member that nobody knows",
      await make({ ...claims, "https://example/x": { y: [1] } }, { "x-y": 1 }),
    );
    // Two Ed25519 keys, one under each name (RFC 9864): without a `kid`, neither is chosen.
    const isOnlyOne = !alg.startsWith("Ed");
    if (isOnlyOne) add("no kid, of the one key that fits", await make(claims, { kid: undefined }));
    if (kind === "id") {
      const several = [asked.audience, "https://another.example"];
      add(
        "several audiences, and for whom it is",
        await make({ ...claims, aud: several, azp: asked.audience }),
      );
    }
    if (kind === "logout") add("no typ", await make(claims, { typ: undefined }));
    if (kind !== "id") add("typ in full", await make(claims, { typ: `application/${typ}` }));
  }
  return cases;
}

/** Cases that every judge refuses if it checks the point, with our code. */
export async function refusedTokens(provider, other, alg) {
  const cases = [];
  for (const kind of Object.keys(KINDS)) {
    const { asked, claims, make } = await baseOf(provider, kind, alg);
    const add = (name, code, token, more) =>
      cases.push({ name: `${alg} ${kind}: ${name}`, ...asked, token, expected: code, ...more });
    const good = await make(claims);
    const [header, payload, signature] = good.split(".");
    const elsewhere = await signed(other.keys, alg, claims, { typ: KINDS[kind].typ });

    add("another audience", "claim_mismatch", good, { audience: "https://another.example" });
    add("expired", "expired", good, { later: 700 });
    add("the signature of another", "signature_invalid", `${header}.${payload}.${elsewhere.split(".")[2]}`);
    add("no signature", "signature_invalid", `${header}.${payload}.`);
    add("a changed payload", "signature_invalid", `${header}.${changed(payload)}.${signature}`);
    add("signed by another provider under the same kid", "signature_invalid", elsewhere);
    add("of another provider", "issuer_unknown", await make({ ...claims, iss: other.issuer }));
    add(
      "an issuer with a slash behind it",
      "issuer_unknown",
      await make({ ...claims, iss: `${claims.iss}/` }),
    );
    add("a list of one issuer", "claim_invalid", await make({ ...claims, iss: [claims.iss] }));
    add("an unknown kid", "key_not_found", await make(claims, { kid: "unknown" }));
    add("alg none", "algorithm_not_allowed", `${encoded({ alg: "none", typ: KINDS[kind].typ })}.${payload}.`);
    add(
      "a public key as the secret",
      "algorithm_not_allowed",
      await withPublicKey(provider, alg, kind, claims),
    );
    add("not yet valid", "not_yet_valid", await make({ ...claims, nbf: now() + 300 }));
    add("nbf as text", "claim_invalid", await make({ ...claims, nbf: "0" }));
    add("exp as text", "claim_invalid", await make({ ...claims, exp: String(claims.exp) }));
    add("crit", "header_rejected", await make(claims, { crit: ["x"], x: 1 }));
    for (const name of REQUIRED[kind]) {
      const { [name]: _, ...others } = claims;
      add(`${name} is missing`, "claim_missing", await make(others));
    }
    if (kind === "access") add("typ of another kind", "header_rejected", await make(claims, { typ: "JWT" }));
    if (kind === "access") add("no typ", "header_rejected", await make(claims, { typ: undefined }));
  }
  return cases;
}

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function changed(payload) {
  return encoded({ ...JSON.parse(Buffer.from(payload, "base64url").toString()), sub: "admin" });
}

async function withPublicKey({ keys }, alg, kind, claims) {
  const { kid, ...key } = keyFor(keys, alg);
  const pem = createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" });
  const header = { alg: "HS256", kid, typ: KINDS[kind].typ };
  return new SignJWT(claims).setProtectedHeader(header).sign(Buffer.from(pem));
}
