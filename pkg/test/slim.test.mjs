// `jwt-wasm/slim` gets the modules from the caller. Each case runs in its own process, because a module is loaded once.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

function run(load) {
  const script = `import * as slim from "jwt-wasm/slim";
    import { readFileSync } from "node:fs";
    const bytes = readFileSync(new URL(import.meta.resolve("jwt-wasm/core.wasm")));
    const attempt = async (call) => { try { return await call(); } catch (e) { return [e.name, e.code, e.cause?.name].join(" "); } };
    const works = () => {
      const key = slim.secretKey("x".repeat(32), "HS256");
      return slim.verifySync(slim.signSync({ sub: "a" }, key, { expiresIn: 9 }), key).payload.sub;
    };
    const answer = (type) => new Response(bytes, { headers: { "content-type": type } });
    console.log(await attempt(async () => { ${load} }));`;
  const flags = ["--input-type=module", "--eval", script];
  return execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
}

test("before it is loaded", () => {
  assert.equal(run("works()"), "JwtError sync_unavailable");
  assert.equal(run('slim.decode("a.b.c")'), "JwtError sync_unavailable");
});

for (const source of [
  "bytes",
  "new Uint8Array(bytes).buffer",
  "new WebAssembly.Module(bytes)",
  "WebAssembly.compile(bytes)",
  'answer("application/wasm")',
  'Promise.resolve(answer("application/wasm"))',
]) {
  test(`init(${source})`, () => {
    assert.equal(run(`await slim.init(${source}); return works();`), "a");
  });
}

test("initSync", () => {
  assert.equal(run("slim.initSync(bytes); return works();"), "a");
  assert.equal(run("slim.initSync(new WebAssembly.Module(bytes)); return works();"), "a");
});

test("a source that is not a module", () => {
  for (const source of ["new Uint8Array(8)", "undefined", '"text"', "{}", 'answer("text/html")']) {
    assert.match(run(`await slim.init(${source})`), /^JwtError options_invalid \w*Error$/, source);
  }
  assert.match(
    run('await slim.init(Promise.reject(new RangeError("offline")))'),
    /^JwtError options_invalid RangeError$/,
  );
  assert.match(run("slim.initSync(new Uint8Array(8))"), /^JwtError sync_unavailable CompileError$/);
  const another = "new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])";
  assert.equal(run(`await slim.init(${another})`), "JwtError options_invalid TypeError");
  assert.equal(run(`slim.initSync(${another})`), "JwtError sync_unavailable TypeError");
  assert.equal(
    run(`await attempt(() => slim.initSync(${another})); return works();`),
    "JwtError sync_unavailable TypeError",
  );
  assert.equal(
    run(`await attempt(() => slim.init(${another})); await slim.init(bytes); return works();`),
    "a",
  );
  assert.equal(
    run("await attempt(() => slim.init(new Uint8Array(8))); await slim.init(bytes); return works();"),
    "a",
  );
});

const MODULES = `const file = (name) => readFileSync(new URL(import.meta.resolve("jwt-wasm/" + name + ".wasm")));
  const { generateKeyPairSync } = await import("../../tests/lib/key-pair.mjs");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = publicKey.export({ type: "spki", format: "pem" });
  process.getBuiltinModule = undefined;`;

test("the module of key files, and engines, come from the caller as well", () => {
  const said = run(`${MODULES}
    const told = [];
    const tell = async (call) => { try { told.push(await call()); } catch (e) { told.push(e.code + " " + e.message); } };
    await slim.init(file("core"));
    await tell(() => slim.publicKey(pem, "ES256").algorithms);
    await slim.init(Promise.resolve(new Response(file("keyfile"), { headers: { "content-type": "application/wasm" } })), "keyfile");
    const key = slim.publicKey(pem, "ES256");
    const signer = slim.jwk(privateKey.export({ format: "jwk" }), "ES256");
    const token = await slim.sign({ sub: "a" }, signer, { expiresIn: 9 });
    await tell(() => slim.verifySync(token, key));
    await tell(() => slim.verify(token, key, { engine: "wasm" }));
    await tell(() => slim.loadEngine("ES256"));
    slim.initSync(file("engines/es256"), "es256");
    await tell(() => slim.loadEngine("ES256"));
    await tell(() => slim.verifySync(token, key).payload.sub);
    await tell(() => slim.verify(token, key, { engine: "wasm" }).then(({ payload }) => payload.sub));
    return told.join("\\n");`).split("\n");
  const first = 'await init(source, "es256") first';
  assert.deepEqual(said, [
    'sync_unavailable the WebAssembly module "keyfile" is not loaded yet: await init(source, "keyfile") first',
    `sync_unavailable no loaded engine computes ES256 at once here: ${first}`,
    `options_invalid no engine here computes ES256: ${first}`,
    `sync_unavailable no loaded engine computes ES256 at once here: ${first}`,
    "",
    "a",
    "a",
  ]);
});

test("a module that is not the one that was named", () => {
  for (const [name, file] of [
    ["keyfile", "core"],
    ["es256", "keyfile"],
    ["core", "engines/rsa"],
  ]) {
    const [init, initSync] = ["init", "initSync"].map((call) =>
      run(`${MODULES} await slim.${call}(file("${file}"), "${name}")`),
    );
    assert.equal(init, "JwtError options_invalid TypeError", name);
    assert.equal(initSync, "JwtError sync_unavailable TypeError", name);
  }
  for (const name of ['"es257"', '""', "null", "7", '"toString"', "{}", '["core"]']) {
    for (const call of ["init", "initSync"])
      assert.equal(run(`await slim.${call}(bytes, ${name})`), "JwtError options_invalid", name);
  }
});

test("a wrong option is refused with the same facts as elsewhere, without advice", () => {
  const said = run(`${MODULES}
    await slim.init(bytes);
    const key = slim.secretKey("an example secret of 32 bytes or more", "HS256");
    const told = [];
    for (const options of [{ audiense: "a" }, { ignoreExpiration: true }, { isRevoked() {} }]) {
      await slim.verify("", key, options).catch((error) => {
        told.push([error.code, error.reason, error.part, error.message].join(", "));
      });
    }
    return told.join("\\n");`).split("\n");
  assert.deepEqual(said, [
    "options_invalid, unknown_option, audiense, audiense is not an option",
    "options_invalid, unknown_option, ignoreExpiration, ignoreExpiration is not an option",
    "options_invalid, not_json, isRevoked, options.isRevoked is a function; give a JSON value, or leave it out",
  ]);
});
