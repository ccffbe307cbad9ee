// Functions of AWS, bundled by the page's command and called with events as the services send them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { sign } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";
import { checkAnswers } from "./answers.mjs";
import { folderWith } from "./folder.mjs";
import { ROOT, read } from "./repository.mjs";
import { SECRET, token } from "./tokens.mjs";

const run = promisify(execFile);

/** Returns a function that calls the handler with an event. The bundle cannot reach the repository's packages. */
async function bundled({ code, name, file, command }, env, made = code) {
  const cwd = await folderWith(name, file, made);
  const [npx, tool, ...args] = command.trim().split(" ");
  assert.deepEqual([npx, tool], ["npx", "esbuild"]);
  await run(join(ROOT, "node_modules/.bin/esbuild"), args, { cwd });
  const index = join(tmpdir(), `${name}-${process.pid}.cjs`);
  copyFileSync(join(cwd, "index.cjs"), index);
  process.once("exit", () => rmSync(index));
  checkSize(name, readFileSync(index));
  const call = `require(${JSON.stringify(index)}).handler(JSON.parse(process.argv[1]), {}).then((told) => console.log(JSON.stringify(told)))`;
  const { NODE_OPTIONS, NODE_TEST_CONTEXT, ...own } = process.env;
  return async (event) => {
    const { stdout } = await run(process.execPath, ["-e", call, JSON.stringify(event)], {
      cwd: tmpdir(),
      env: { ...own, ...env },
    });
    return JSON.parse(stdout);
  };
}

/** Compares the sizes of the bundle and of the archive with the page's numbers, in thousands of bytes, within a twentieth. */
function checkSize(name, bundle) {
  const sizes = [...read("docs/frameworks/aws-lambda.md").matchAll(/bundle has (\d+) KB \((\d+) KB/g)];
  const [, size, archived] = sizes[name.endsWith("0") ? 0 : 1].map(Number);
  for (const [said, found] of [
    [size, bundle.length / 1000],
    [archived, gzipSync(bundle).length / 1000],
  ]) {
    assert.ok(found < said * 1.05 && found > said * 0.95, `${name} has ${Math.round(found)} KB, not ${said}`);
  }
}

/** The event of a function URL or an HTTP API, which join headers of one name. */
const eventOfUrl = (authorization) => ({
  version: "2.0",
  rawPath: "/api/me",
  rawQueryString: "",
  headers: {
    host: "abc.lambda-url.example",
    ...(authorization.length > 0 && { authorization: authorization.join(",") }),
  },
  requestContext: {
    domainName: "abc.lambda-url.example",
    http: { method: "GET", path: "/api/me", sourceIp: "192.0.2.1" },
  },
  isBase64Encoded: false,
});

/** The event of a REST API. */
const eventOfRest = (authorization) => ({
  path: "/api/me",
  httpMethod: "GET",
  headers: authorization.length > 0 ? { Authorization: authorization.at(-1) } : {},
  multiValueHeaders: authorization.length > 0 ? { Authorization: authorization } : {},
  requestContext: { domainName: "abc.execute-api.example", path: "/api/me", httpMethod: "GET" },
  isBase64Encoded: false,
  body: null,
});

export async function lambda(block) {
  const call = await bundled(block, { JWT_SECRET: SECRET });
  for (const eventOf of [eventOfUrl, eventOfRest]) {
    await checkAnswers(async (authorization) => {
      const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = await call(
        eventOf(authorization),
      );
      const text = isBase64Encoded ? Buffer.from(body, "base64").toString() : body;
      const lists = Object.entries(multiValueHeaders ?? {}).map(([name, [value]]) => [name, value]);
      return { status: statusCode, headers: new Headers(headers ?? lists), text };
    });
  }
}

const eventOfViewer = (authorization) => ({
  Records: [
    {
      cf: {
        config: { eventType: "viewer-request" },
        request: {
          clientIp: "192.0.2.1",
          method: "GET",
          uri: "/api/me",
          querystring: "a=b",
          headers: {
            host: [{ key: "Host", value: "site.example" }],
            "x-user-id": [{ key: "X-User-Id", value: "root" }],
            ...(authorization.length > 0 && {
              authorization: authorization.map((value) => ({ key: "Authorization", value })),
            }),
          },
        },
      },
    },
  ],
});

export async function viewer(block) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "ES256" }];
  const server = createServer((_, response) => response.end(JSON.stringify({ keys }))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const made = block.code.replace(
    'remoteJwks("https://issuer.example/jwks.json")',
    `remoteJwks("http://127.0.0.1:${port}/jwks.json")`,
  );
  assert.notEqual(made, block.code);
  try {
    const call = await bundled(block, {}, made);
    const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { sub: "alice", aud: "api", exp: Math.floor(Date.now() / 1000) + 60 };
    const input = `${encode({ alg: "ES256", kid: "1" })}.${encode(claims)}`;
    const signature = sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
    const good = `Bearer ${input}.${signature.toString("base64url")}`;
    const passed = await call(eventOfViewer([good]));
    assert.deepEqual(
      [passed.uri, passed.headers["x-user-id"], passed.headers.authorization],
      ["/api/me", [{ key: "X-User-Id", value: "alice" }], [{ key: "Authorization", value: good }]],
    );
    for (const [authorization, status, code] of [
      [[], "401", "token_missing"],
      [[good, good], "400", "invalid_request"],
      [[`Bearer ${token({ aud: "api" })}`], "401", "key_not_found"],
    ]) {
      const refused = await call(eventOfViewer(authorization));
      assert.equal(refused.status, status, JSON.stringify(refused));
      assert.equal(JSON.parse(refused.body).code, code);
      assert.match(refused.headers["www-authenticate"][0].value, /^Bearer realm="site.example"/);
    }
  } finally {
    server.close();
  }
}
