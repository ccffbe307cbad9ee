// One field for every form of key: what the page says that it took each for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bringAxe, violations } from "./lib/axe.js";
import { inspector } from "./lib/inspector.js";
import { inAnHour, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const rsa = signedWith("RS256", { exp: inAnHour() });
const ec = signedWith("ES256", { exp: inAnHour() });
const p521 = signedWith("ES512", { exp: inAnHour() });
const ed = signedWith("EdDSA", { exp: inAnHour() });

const vector = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");

const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const bytesOf = (member) => Buffer.from(member, "base64url");
const bodyOf = (pem) => pem.replaceAll(/-----.*-----|\n/g, "");

/** RFC 4251 §5. */
const part = (bytes) => {
  const content = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
};
const number = (bytes) => part(bytes[0] & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
const blob = (...parts) => base64(Buffer.concat(parts));
const point = ({ x, y }) => Buffer.concat([Buffer.of(4), bytesOf(x), bytesOf(y)]);
const SSH = {
  rsa: blob(part("ssh-rsa"), number(bytesOf(rsa.publicJwk.e)), number(bytesOf(rsa.publicJwk.n))),
  ed: blob(part("ssh-ed25519"), part(bytesOf(ed.publicJwk.x))),
  ec: blob(part("ecdsa-sha2-nistp256"), part("nistp256"), part(point(ec.publicJwk))),
  p521: blob(part("ecdsa-sha2-nistp521"), part("nistp521"), part(point(p521.publicJwk))),
};

/** What is entered, what it is taken for, and the token that it then verifies, if it is a good key. */
const FORMS = [
  ["text", SECRET, `Secret, ${SECRET.length} bytes`, signed({ exp: inAnHour() })],
  ["a short word", "hello", "Secret, 5 bytes"],
  ["hexadecimal", "ab".repeat(32), "Secret, 32 bytes"],
  ["base64", base64(SECRET), `Secret, ${SECRET.length} bytes`, signed({ exp: inAnHour() })],
  ["a secret that begins with a brace", "{hunter2}".repeat(5), "Secret, 45 bytes"],
  ["PEM, public", rsa.publicPem, "RSA public key, 2048 bit, from a PEM file", rsa.token],
  ["PEM of a curve", ec.publicPem, "EC P-256 public key, from a PEM file", ec.token],
  ["PEM of Ed25519", ed.publicPem, "Ed25519 public key, from a PEM file", ed.token],
  [
    "PEM with text around it",
    `my key:\n${rsa.publicPem}\nbye`,
    "RSA public key, 2048 bit, from a PEM file",
    rsa.token,
  ],
  [
    "PEM in one line",
    rsa.publicPem.replaceAll("\n", " "),
    "RSA public key, 2048 bit, from a PEM file",
    rsa.token,
  ],
  [
    "PEM with two letters for each line end",
    rsa.publicPem.replaceAll("\n", "\\n"),
    "RSA public key, 2048 bit, from a PEM file",
    rsa.token,
  ],
  [
    "PEM as a JSON string",
    JSON.stringify(rsa.publicPem),
    "RSA public key, 2048 bit, from a PEM file",
    rsa.token,
  ],
  ["PEM in base64", base64(ec.publicPem), "EC P-256 public key, from a PEM file", ec.token],
  ["PEM, private", rsa.privatePem, "RSA private key, 2048 bit, from a PEM file"],
  [
    "base64 SPKI",
    bodyOf(rsa.publicPem),
    "RSA public key, 2048 bit, from base64 without PEM lines",
    rsa.token,
  ],
  [
    "base64 SPKI in lines",
    rsa.publicPem.replaceAll(/-----.*-----/g, ""),
    "RSA public key, 2048 bit, from base64 without PEM lines",
    rsa.token,
  ],
  [
    "hexadecimal SPKI",
    ec.publicDer.toString("hex"),
    "EC P-256 public key, from base64 without PEM lines",
    ec.token,
  ],
  ["base64 PKCS#8", bodyOf(ec.privatePem), "EC P-256 private key, from base64 without PEM lines"],
  ["JWK", JSON.stringify(rsa.publicJwk), "RSA public key, 2048 bit, from a JWK", rsa.token],
  ["JWK, laid out", JSON.stringify(ec.publicJwk, null, 4), "EC P-256 public key, from a JWK", ec.token],
  ["JWK, private", JSON.stringify(ed.privateJwk), "Ed25519 private key, from a JWK"],
  [
    "JWK, secret",
    JSON.stringify({ kty: "oct", k: Buffer.from(SECRET).toString("base64url") }),
    `Secret, ${SECRET.length} bytes, from a JWK`,
    signed({ exp: inAnHour() }),
  ],
  ["JWKS", JSON.stringify({ keys: [rsa.publicJwk, ec.publicJwk] }), "JWK set with 2 keys", ec.token],
  ["a list of JWKs", JSON.stringify([rsa.publicJwk]), "JWK set with 1 key", rsa.token],
  ["a client's metadata", JSON.stringify({ jwks: { keys: [ed.publicJwk] } }), "JWK set with 1 key", ed.token],
  [
    "Keycloak's realm",
    JSON.stringify({ realm: "master", public_key: bodyOf(rsa.publicPem) }),
    "RSA public key, 2048 bit, from base64 without PEM lines",
    rsa.token,
  ],
  [
    "a service account's file",
    JSON.stringify({ type: "service_account", private_key: rsa.privatePem }),
    "RSA private key, 2048 bit, from a PEM file",
  ],
  ["ssh-rsa", `ssh-rsa ${SSH.rsa} me@host`, "RSA public key, 2048 bit, from an SSH line", rsa.token],
  ["ssh-ed25519", `ssh-ed25519 ${SSH.ed}`, "Ed25519 public key, from an SSH line", ed.token],
  [
    "ecdsa-sha2-nistp256, with options",
    `no-pty,from="10.0.0.1" ecdsa-sha2-nistp256 ${SSH.ec} me`,
    "EC P-256 public key, from an SSH line",
    ec.token,
  ],
  [
    "ecdsa-sha2-nistp521",
    `ecdsa-sha2-nistp521 ${SSH.p521}`,
    "EC P-521 public key, from an SSH line",
    p521.token,
  ],
  ["an SSH key without its name", SSH.rsa, "RSA public key, 2048 bit, from an SSH line", rsa.token],
  [
    "RFC 4716",
    `---- BEGIN SSH2 PUBLIC KEY ----\nComment: "me"\n${SSH.rsa.match(/.{1,70}/g).join("\n")}\n---- END SSH2 PUBLIC KEY ----`,
    "RSA public key, 2048 bit, from an SSH line",
    rsa.token,
  ],
  ["authorized_keys", `ssh-rsa ${SSH.rsa} a\nssh-ed25519 ${SSH.ed} b\n`, "JWK set with 2 keys", ed.token],
];

/** Texts that are not a key to verify with: what each is taken for, and the remark below it. */
const WRONG = [
  ["a token", rsa.token, "Token, not a key", /looks like a token/],
  ["an address", "https://issuer.example/jwks.json", "Address, not a key", /The page never opens an address/],
  [
    "a discovery document",
    JSON.stringify({ issuer: "https://issuer.example", jwks_uri: "https://issuer.example/keys" }),
    "OpenID discovery document, not a key",
    /says where the keys are/,
  ],
  ["a cut PEM", rsa.publicPem.slice(0, 120), "Key file (PEM)", /cut short/],
  ["a cut JWK", '{"kty":"RSA","n":', "JSON Web Key", /not JSON/],
  ["a cut JWKS", '{"keys":[{"kty":', "JSON Web Key set", /not JSON/],
  ["JSON that is not a key", '{"a":1}', "JSON Web Key", /lacks kty/],
  ["a JWK of a type that is unknown", '{"kty":"XYZ"}', "JSON Web Key", /kty/],
  [
    "an encrypted private key",
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "x",
    }),
    "Key file (PEM)",
    /private/,
  ],
  [
    "a request",
    "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----",
    "Key file (PEM)",
    /certificate request/,
  ],
  [
    "OpenPGP",
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQEN\n-----END PGP PUBLIC KEY BLOCK-----",
    "Key file (PEM)",
    /OpenPGP/,
  ],
  ["PuTTY", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "Key file (PEM)", /PuTTY/],
  [
    "a security token's SSH key",
    `sk-ssh-ed25519@openssh.com ${blob(part("sk-ssh-ed25519@openssh.com"))}`,
    "SSH key",
    /SSH/,
  ],
  ["a damaged SSH key", `ssh-rsa ${SSH.rsa.slice(0, 100)}`, "SSH key", /SSH public key/],
  [
    "RSA of 1024 bits",
    generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "pem" }),
    "Key file (PEM)",
    /1024 bits/,
  ],
  ["an empty set", '{"keys":[]}', "JWK set with 0 keys", /No key in this set can be used/],
];

test("every form is recognised and verifies: text, base64, hexadecimal, PEM, DER, JWK, JWKS, SSH", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      for (const [name, key, taken, token] of FORMS) {
        await ui.token.fill(token ?? signed({ exp: inAnHour(), name }));
        await ui.keyText.fill(key);
        const said = page.locator("#key-what", { hasText: taken });
        await said.waitFor().catch(async () => assert.equal(await ui.keyIs.innerText(), taken, name));
        assert.equal(await ui.keyIs.innerText(), taken, name);
        if (!token) assert.equal(await page.locator(".verdict.tone-good").count(), 0, name);
        else await ui.concludes("Signature verified").catch(() => assert.fail(`${name} does not verify`));
        assert.equal(await ui.keyText.inputValue(), key, "what was entered stays");
      }
    },
    { timeout: 120_000 },
  ));

test("a text that is not a key is called what it is, and what to do", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(rsa.token);
    for (const [name, key, taken, remark] of WRONG) {
      await ui.keyText.fill(key);
      await page
        .locator("#key-what", { hasText: taken })
        .waitFor()
        .catch(async () => assert.equal(await ui.keyIs.innerText(), taken, name));
      await ui.key
        .getByText(remark)
        .first()
        .waitFor()
        .catch(async () => assert.match(await ui.key.innerText(), remark, name));
      assert.doesNotMatch(await ui.verdict.innerText(), /verified/i, name);
    }
  }));

test("certificates: one, a chain, an x5c entry, an x5c list, and Google's by kid", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const [pem] = vector("reports/tls.json").match(
      /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/,
    );
    const certificate = pem.replaceAll("\\n", "\n");
    for (const [key, taken] of [
      [certificate, "EC P-256 public key, from a certificate"],
      [`${certificate}\n${certificate}`, "EC P-256 public key, from the first of 2 certificates"],
      [bodyOf(certificate), "EC P-256 public key, from a certificate"],
      [
        JSON.stringify([bodyOf(certificate), bodyOf(certificate)]),
        "EC P-256 public key, from the first of 2 certificates",
      ],
      [JSON.stringify({ one: certificate, two: certificate }), "JWK set with 2 keys"],
    ]) {
      await ui.keyText.fill(key);
      await page
        .locator("#key-what", { hasText: taken })
        .waitFor()
        .catch(async () => assert.equal(await ui.keyIs.innerText(), taken));
    }
  }));

test("the field is typed into letter by letter, and nothing breaks on the way", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(ec.token);
    await ui.keyText.pressSequentially(JSON.stringify(ec.publicJwk));
    await ui.concludes("Signature verified");
    await ui.press("Remove");
    await ui.keyText.pressSequentially(ec.publicPem);
    await ui.concludes("Signature verified");
  }));

test("only a secret and an RSA key leave the algorithm open", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [key, token, count] of [
      [SECRET, signed({ exp: inAnHour() }), 1],
      [rsa.publicPem, rsa.token, 1],
      [ec.publicPem, ec.token, 0],
      [ed.publicPem, ed.token, 0],
      ["", ed.token, 0],
    ]) {
      await ui.token.fill(token);
      await ui.keyText.fill(key);
      if (key) await ui.concludes("Signature verified");
      assert.equal(await ui.algorithm.count(), count);
    }
  }));

test("the field, a set's table and the addresses are accessible, also on a narrow screen", async () => {
  const { token, publicJwk } = signedWith("ES256", { iss: "https://issuer.example" }, { kid: "gone" });
  const keys = [
    { ...publicJwk, kid: "x".repeat(200) },
    { ...rsa.publicJwk, kid: "b" },
  ];
  for (const options of [
    { colorScheme: "light" },
    { colorScheme: "dark", viewport: { width: 320, height: 640 } },
  ]) {
    await visit(
      browser,
      async ({ page }) => {
        const ui = inspector(page);
        await bringAxe(page);
        await ui.token.fill(token);
        if (options.viewport) await page.getByRole("tab", { name: "Token & key" }).click();
        for (const key of [SECRET, rsa.privatePem, JSON.stringify({ keys })]) {
          await ui.keyText.fill(key);
          await ui.keyIs.filter({ hasText: /./ }).waitFor();
          if (key.startsWith("{")) await ui.key.getByText(/made this signature/).waitFor();
          assert.deepEqual(await violations(page), []);
        }
        await ui.key.getByText("Where is the key?").click();
        await ui.key.getByRole("link").first().waitFor();
        assert.deepEqual(await violations(page), []);
        const over = await page.locator(".panel.key").evaluate((one) => one.scrollWidth - one.clientWidth);
        assert.equal(over, 0);
      },
      { ...options, bypassCSP: true },
    );
  }
});
