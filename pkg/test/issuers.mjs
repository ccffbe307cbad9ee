// What the tests of trusted issuers share: issuers with keys of their own, and a server that publishes what they say.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { after, before, beforeEach } from "node:test";
import { JwtError, privateKey, signSync } from "jwt-wasm";

export const FAR = 4_000_000_000;

/** An issuer's key: its public half, and tokens of whatever issuer that it signs. */
export function signerOf(kid, algorithm = "ES256") {
  const kinds = {
    ES256: ["ec", { namedCurve: "P-256" }],
    EdDSA: ["ed25519", {}],
    RS256: ["rsa", { modulusLength: 2048 }],
  };
  const [kind, options] = kinds[algorithm];
  const { privateKey: pem } = generateKeyPairSync(kind, {
    ...options,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const key = privateKey(pem, algorithm);
  return {
    jwk: { ...key.toPublicJwk(), kid },
    token: (claims = {}, options = {}) => signSync({ exp: FAR, ...claims }, key, { kid, ...options }),
  };
}

/** The error that the promise ends in. */
export async function refused(promise) {
  const error = await promise.then(
    (value) => assert.fail(`expected an error, got ${JSON.stringify(value)}`),
    (thrown) => thrown,
  );
  assert.ok(error instanceof JwtError, `expected a JwtError, got ${error?.stack}`);
  assert.ok(error.message.length < 1000, error.message);
  return error;
}

/**
 * A server of which each test takes paths of its own. `site.answers` says what is answered at a path, as a value or a
 * function of the server's response, and `site.asked` which paths were asked.
 */
export function newSite() {
  const site = { answers: new Map(), asked: [], origin: "", paths: 0 };
  let server;
  before(async () => {
    server = createServer((request, response) => {
      const path = request.url.split("?")[0];
      site.asked.push(path);
      const answer = site.answers.get(path);
      if (typeof answer === "function") return answer(response, request);
      if (answer === undefined) return response.writeHead(404).end("not here");
      response.writeHead(200, { "content-type": "application/json" });
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    site.origin = `http://127.0.0.1:${server.address().port}`;
  });
  beforeEach(() => {
    site.asked.length = 0;
    site.answers.clear();
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  /** An issuer below this server, whose metadata lead to the signers' keys. */
  site.issuer = (...signers) => {
    const path = `/t${site.paths++}`;
    const issuer = site.origin + path;
    const it = { issuer, path, metadata: { issuer, jwks_uri: `${issuer}/jwks` } };
    it.keys = { keys: signers.map(({ jwk }) => jwk) };
    it.publish = () => {
      site.answers.set(`${path}/.well-known/openid-configuration`, it.metadata);
      site.answers.set(`${path}/jwks`, it.keys);
    };
    it.publish();
    return it;
  };
  return site;
}
