import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const HEADER = { alg: "HS256", typ: "JWT" };
const now = () => Math.floor(Date.now() / 1000);
/** A token without any finding. */
const sound = () => ({
  iss: "https://issuer.example",
  aud: "api",
  sub: "user-42",
  jti: "4711",
  iat: now(),
  exp: inAnHour(),
});
const withHeader = (header) => signed(sound(), { header: { ...HEADER, ...header } });
const withClaims = (claims) => signed({ ...sound(), ...claims });

/** Tokens, with the level and the title of the finding, and its place. */
const DOUBTFUL = [
  [
    "a well-known secret",
    signed(sound(), { secret: "secret" }),
    /Danger\s+Signed with.*“secret”/,
    /8725 §3\.5/,
  ],
  ["alg none", `${base64url('{"alg":"nOnE","typ":"JWT"}')}.e30.`, /Danger\s+Not signed/, /8725 §3\.2/],
  [
    "short RSA",
    `${base64url('{"alg":"RS256","typ":"JWT"}')}.e30.${"A".repeat(171)}`,
    /Danger\s+An RSA key of only 1024 bits/,
    /7518 §3\.3/,
  ],
  ["jku", withHeader({ jku: "https://x.example" }), /Warning\s+The header brings.*jku/, /8725 §3\.10/],
  ["jwk, x5c", withHeader({ jwk: {}, x5c: [] }), /Warning\s+The header brings.*jwk, x5c/, /8725 §3\.10/],
  ["a path as kid", withHeader({ kid: "../../dev/null" }), /Warning\s+A kid that looks like/, /8725 §3\.10/],
  ["no typ", signed(sound(), { header: { alg: "HS256" } }), /Hint\s+No typ/, /8725 §3\.11/],
  ["no exp", withClaims({ exp: undefined }), /Warning\s+It never expires/, /6750 §5\.3/],
  [
    "a life of a week",
    withClaims({ exp: now() + 604_800 }),
    /Warning\s+A long lifetime: 7 days/,
    /6750 §5\.3/,
  ],
  ["exp before nbf", withClaims({ nbf: inAnHour() + 9 }), /Warning\s+It expires before/, /7519 §4\.1\.4/],
  ["milliseconds", withClaims({ exp: Date.now() }), /Warning\s+Milliseconds.*: exp/, /7519 §2/],
  ["iat ahead", withClaims({ iat: now() + 600 }), /Hint\s+Issued in the future/, /7519 §4\.1\.6/],
  ["no iss", withClaims({ iss: undefined }), /Hint\s+No issuer/, /8725 §3\.8/],
  ["no aud", withClaims({ aud: undefined }), /Hint\s+No audience/, /8725 §3\.9/],
  ["no jti", withClaims({ jti: undefined }), /Hint\s+No token ID/, /7519 §4\.1\.7/],
  [
    "a password",
    withClaims({ user: { pass_word: "x" } }),
    /Danger\s+A secret inside: user\.pass_word/,
    /7519 §12/,
  ],
  [
    "a private key",
    withClaims({ k: "-----BEGIN PRIVATE KEY-----" }),
    /Danger\s+A secret inside: k/,
    /7519 §12/,
  ],
  [
    "a card",
    withClaims({ pay: ["4111 1111 1111 1111"] }),
    /Danger\s+Looks like a card number.*: pay\[0\]/,
    /7519 §12/,
  ],
  [
    "a card as a number",
    withClaims({ n: 4111111111111111 }),
    /Danger\s+Looks like a card number.*: n/,
    /7519 §12/,
  ],
  ["ssn", withClaims({ ssn: "078-05-1120" }), /Warning\s+Sensitive.*: ssn/, /7519 §12/],
  ["e-mail", withClaims({ email: "a@b.example" }), /Hint\s+Personal data: email/, /7519 §12/],
  ["a claim twice", signed('{"a":1,"a":2}'), /Danger\s+A name appears twice: a/, /7519 §4/],
  ["5 KB", withClaims({ x: "y".repeat(4000) }), /Hint\s+Longer than 4,096/, /6265 §6\.1/],
  [
    "a JWE with RSA1_5",
    `${base64url('{"alg":"RSA1_5","enc":"A256GCM","typ":"JWT","zip":"DEF"}')}.a.b.c.d`,
    /Danger\s+Encrypted with RSA1_5/,
    /8725 §3\.6/,
  ],
];

test("every doubt is told with its level and its source", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [name, token, says, source] of DOUBTFUL) {
      await ui.token.fill(token);
      // Findings appear a moment later, so that typing stays smooth.
      const found = ui.warnings.getByRole("listitem").filter({ hasText: says });
      await found.waitFor().catch(() => assert.fail(`${name}: ${says} is not told`));
      assert.match(await ui.warnings.innerText(), source, name);
    }
  }));

test("of a sound token there is nothing to say, and near misses are none", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const claims of [
      {},
      { exp: now() + 86_400 },
      { n: 4111111111111112, password: "", passwordChanged: true, spinning: "top" },
    ]) {
      await ui.token.fill(withClaims(claims));
      await ui.warnings.getByText("No warnings.").waitFor();
      await ui.token.fill(withClaims({ aud: undefined }));
      await ui.warnings.getByText("No audience").waitFor();
    }
  }));

test("a long, unknown secret is not taken for a well-known one", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(signed({ ...sound(), iss: undefined }, { secret: SECRET }));
    await ui.warnings.getByText("No issuer").waitFor();
    // Waits until all were tried.
    await page.waitForTimeout(1500);
    assert.equal(await ui.warnings.getByText("Danger").count(), 0);
  }));

test("a token inside a token is opened on a button, and there is a way back", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const innermost = signed({ ...sound(), sub: "innermost" });
    const inner = withClaims({ sub: "inner", proofs: [innermost] });
    const outer = signed(inner, { header: { ...HEADER, cty: "JWT" } });
    await ui.token.fill(outer);
    await ui.press("Open it");
    assert.equal(await ui.token.inputValue(), inner);
    await ui.press("Open the token in proofs[0]");
    assert.equal(await ui.token.inputValue(), innermost);
    await ui.press("Back to the outer token");
    assert.equal(await ui.token.inputValue(), inner);
    await ui.press("Back to the outer token");
    assert.equal(await ui.token.inputValue(), outer);
    assert.equal(await page.getByText("was inside another").count(), 0);
    await ui.press("Open it");
    await ui.press("Clear everything");
    assert.equal(await page.getByText("was inside another").count(), 0);
  }));

const ID = { iss: "https://op.example", sub: "u", aud: "client", iat: 1, nonce: "n" };
const EVENT = "http://schemas.openid.net/event/backchannel-logout";

/** Tokens, with their kind, the number of rules that they meet, and a rule that they break. */
const KINDS = [
  [
    signed({ token_type: "refresh", jti: "1", exp: 9, user_id: 1 }),
    /SimpleJWT/,
    "4 of 5",
    /iat is present.*not met/,
  ],
  [signed({ ...ID, exp: inAnHour() }), /ID token/, "10 of 10", undefined],
  [signed({ ...ID, iss: "http://op.example" }), /ID token/, "8 of 10", /https address not met/],
  [
    signed(
      { ...ID, nonce: undefined, client_id: "c" },
      { header: { alg: "HS256", typ: "application/AT+JWT" } },
    ),
    /OAuth 2\.0 access token/,
    "6 of 8",
    /exp is present, in seconds not met/,
  ],
  [
    signed({ iss: "i", aud: "a", scope: "read" }),
    /OAuth 2\.0 access token/,
    "2 of 8",
    /typ is at\+jwt not met/,
  ],
  [
    signed(
      { ...ID, exp: 9, jti: "1", events: { [EVENT]: {} } },
      { header: { alg: "HS256", typ: "logout+jwt" } },
    ),
    /logout token/,
    "8 of 9",
    /nonce is absent.*not met/,
  ],
  [
    signed(
      { jti: "1", htm: "GET", htu: "https://a.example/?x", iat: 1 },
      { header: { alg: "ES256", typ: "dpop+jwt", jwk: {} } },
    ),
    /DPoP proof/,
    "6 of 7",
    /without query and fragment not met/,
  ],
  [
    signed({ iss: "c", sub: "c", aud: "https://op.example", exp: 9, jti: "1" }),
    /Client assertion/,
    "6 of 6",
    undefined,
  ],
  [
    signed({ iss: "c", sub: "d" }, { header: { alg: "ES256", typ: "client-authentication+jwt" } }),
    /Client assertion/,
    "2 of 6",
    /sub names the client, like iss not met/,
  ],
  [
    `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVydGV4dA.dGFn`,
    /Encrypted token \(JWE\)/,
    "",
    undefined,
  ],
];

test("kinds of tokens are recognised, with the rules that each meets or breaks", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [token, kind, count, broken] of KINDS) {
      await ui.token.fill(token);
      const text = (await ui.kind.innerText()).replaceAll(/[ \t]+/g, " ");
      assert.match(text, kind);
      assert.ok(text.includes(count), `${count} is not in: ${text}`);
      if (broken) assert.match(text, broken);
    }
    await ui.token.fill(signed({ sub: "of no kind" }));
    assert.equal(await ui.kind.count(), 0);
  }));

test("the strip and the panel count the same warnings", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(withClaims({ password: "x", card: "4111111111111111", exp: now() + 90 * 86_400 }));
    await ui.chip("3 warnings").waitFor();
    assert.match(await ui.warnings.innerText(), /3 warnings(?:, \d hints?)?\n/);
    await ui.token.fill(withClaims({ password: "x" }));
    await ui.chip("1 warning").waitFor();
    assert.match(await ui.warnings.innerText(), /1 warning(?:, \d hints?)?\n/);
  }));

test("an ID token is known by the client that it was issued to, and an access token is not taken for one", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const base = {
      iss: "https://tenant.eu.auth0.com/",
      sub: "auth0|1",
      aud: "client",
      exp: now() + 600,
      iat: now(),
    };
    const type = page.getByRole("region", { name: "Token type" });
    for (const claims of [
      { nonce: "n" },
      { nonce: "n", at_hash: "h" },
      { nonce: "n", azp: "client" },
      { at_hash: "h" },
      { azp: "client" },
      { aud: ["client", "other"], azp: "client" },
      { sid: "s", nickname: "ada", updated_at: "2026-01-01T00:00:00Z" },
    ]) {
      await ui.token.fill(signed({ ...base, ...claims }));
      await type.getByRole("heading", { name: "OpenID Connect ID token" }).waitFor();
      await ui.token.fill("");
    }
    for (const claims of [
      { azp: "client", aud: "https://api" },
      { sid: "s" },
      { sid: "s", name: "Ada", permissions: [] },
      { azp: "client", gty: "client-credentials", scope: "read" },
    ]) {
      await ui.token.fill(signed({ ...base, ...claims }));
      await ui.chip("Expires in").waitFor();
      await page.waitForTimeout(300);
      assert.equal(await type.getByText("OpenID Connect ID token").count(), 0, JSON.stringify(claims));
    }
  }));
