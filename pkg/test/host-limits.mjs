// Some hosts cannot use every sound key: Deno refuses RSA beyond 4096 bits, and workerd most exponents.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createGate } from "jwt-wasm/edge";
import { load, refusal } from "./support.mjs";

const { cases, signers } = load("reports/host-keys.json");
const jwkOf = (start) => cases.find(({ name }) => name.startsWith(start)).key.jwk;
const { token, now } = cases.find(({ name }) => name === "RSA of 2048 bits, e = 5, RS256");
const small = { jwk: jwkOf("RSA of 2048 bits, e = 5,"), private: signers["RSA of 2048 bits, e = 5"] };
const alg = "RS256";
const [header, payload, signature] = token.split(".");
const forged = [header, payload, `A${signature.slice(1)}`].join(".");

/**
 * @param api the package, on a host that refuses keys with the exponent 5
 * @param isSync whether the host answers synchronously
 * @param imports returns how often the host was asked to import a public key
 */
export function limits({ api, isSync, imports }) {
  const tell = async (call) => {
    try {
      await call();
      return "accepted";
    } catch (error) {
      assert.equal(typeof error.code, "string", String(error));
      return error.code;
    }
  };
  const ways = (api) => (isSync ? [api.verify, api.verifySync] : [api.verify]);

  test("the engine verifies what the host cannot, and synchronous calls need it loaded", async () => {
    const key = api.jwk(small.jwk, alg);
    const set = api.jwks({ keys: [small.jwk] });
    for (const call of [api.verifySync, api.explainSync]) {
      const error = refusal(() => call(token, key, { now }));
      assert.equal(error.code, "sync_unavailable");
      assert.match(error.message, /await loadEngine\("RS256"\) first, or import "jwt-wasm\/engines\/rsa"$/);
    }
    assert.equal(await tell(() => api.verifyJwsSync(token, key)), "sync_unavailable");
    key.free();
    for (const keys of [api.jwk(small.jwk, alg), set]) {
      const before = imports();
      for (const verify of [api.verify, api.verifySync]) {
        assert.equal(await tell(() => verify(token, keys, { now })), "accepted");
        assert.equal(await tell(() => verify(forged, keys, { now })), "signature_invalid");
      }
      assert.equal((await api.explain(token, keys, { now })).verdict, "verified");
      assert.equal(api.explainSync(token, keys, { now }).verdict, "verified");
      assert.equal((await api.verifyJws(token, keys)).header.alg, alg);
      assert.equal(api.verifyJwsSync(token, keys).header.alg, alg);
      const verifier = api.createVerifier({ key: keys, now });
      for (let round = 0; round < 5; round++) assert.ok(await verifier.verify(token));
      assert.equal(imports() - before, 1, "a failing import is not tried again");
    }
  });

  test("a limit of the host is not the fault of key or token, and is remembered", async () => {
    {
      const engine = "host";
      const key = api.jwk(small.jwk, alg);
      const before = imports();
      for (const verify of ways(api)) {
        for (let round = 0; round < 3; round++) {
          await assert.rejects(async () => verify(token, key, { now, engine }), {
            name: "JwtError",
            code: "options_invalid",
            message: new RegExp(
              `^this runtime's cryptography cannot verify ${alg} with this key; with engine: "auto"`,
            ),
          });
        }
      }
      assert.equal(imports() - before, 1, "a failing import is not tried again");
      const report = await api.explain(token, key, { now, engine });
      const check = report.checks.find(({ name }) => name === "signature");
      assert.equal(check.outcome, "skipped");
      assert.equal(check.message, "no engine here can check this signature with this key");
      assert.equal(report.verdict, "unchecked");
      assert.equal(report.payload.sub, "user-42");
      if (isSync) assert.deepEqual(api.explainSync(token, key, { now, engine }), report);
      const other = await api.explain(token, key, { now: now + 1000, engine, typ: "at+jwt" });
      const failed = other.checks.filter(({ outcome }) => outcome === "failed").map(({ name }) => name);
      assert.deepEqual(failed, ["typ", "exp"]);
      // A token that is refused for another reason does not reach the host.
      assert.equal(await tell(() => api.verify("a.b.c", key, { now, engine })), "malformed");
      const short = [header, payload, signature.slice(4)].join(".");
      assert.equal(await tell(() => api.verify(short, key, { now, engine })), "signature_invalid");
      key.free();
      assert.equal(await tell(() => api.verify(token, key, { now, engine })), "key_invalid");
    }
  });

  test("a key that cannot be signed with here is not called unsound", async () => {
    const key = api.jwk(small.private, alg);
    for (const sign of isSync ? [api.sign, api.signSync] : [api.sign]) {
      await assert.rejects(async () => sign({ sub: "a" }, key), {
        code: "options_invalid",
        message: "this runtime's cryptography cannot sign RS256 with this key",
      });
    }
  });

  test("halves that are not a pair are the key's fault all the same", async () => {
    const one = signers["RSA of 2048 bits, e = 3"];
    const other = jwkOf("RSA of 2048 bits, e = 17,");
    const key = api.jwk({ ...one, n: other.n }, alg);
    for (const sign of isSync ? [api.sign, api.signSync] : [api.sign]) {
      assert.equal(await tell(() => sign({ sub: "a" }, key)), "key_invalid");
    }
  });

  test("the gate lets them in by the engine, or says in the log that the runtime cannot", async () => {
    const request = new Request("https://site.example/", { headers: { authorization: `Bearer ${token}` } });
    const origin = () => new Response("in");
    const { error } = console;
    const logged = [];
    console.error = (line) => logged.push(line);
    try {
      const key = api.jwk(small.jwk, alg);
      assert.equal((await createGate({ key, origin, now })(request)).status, 200);
      const answer = await createGate({ key, origin, now, engine: "host" })(request);
      assert.equal(answer.status, 500);
      assert.equal((await answer.json()).code, "gate_misconfigured");
    } finally {
      console.error = error;
    }
    assert.equal(logged.length, 1);
    assert.match(logged[0], /options_invalid: .*this runtime's cryptography cannot verify RS256/);
  });
}
