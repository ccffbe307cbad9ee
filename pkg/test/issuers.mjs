// Shared by the tests of trusted issuers: issuers with their own keys, and a server that publishes their metadata.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach } from "node:test";
import { JwtError, privateKey, signSync } from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

export const FAR = 4_000_000_000;

/** An issuer's key: its public half, and a function that signs tokens for any issuer. */
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

/** The error of the promise. */
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
 * A server, on which each test takes its own paths. `site.answers` has the answer for a path, as a value or as a function that gets
 * the server's response; `site.asked` lists the paths that were requested.
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
  /** An issuer on this server, whose metadata lead to the signers' keys. */
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
