// The programs of the applications. Each accepts good tokens, refuses bad ones, and prints the result in one line.
import { ES256, HS256, PUBLIC_KEY, SECRET } from "./tokens.mjs";

/** The output of a program if all is well. */
export const GOOD = "HS256 alice signature_invalid ES256 alice signature_invalid";

export const NAMES = ["JwtError", "publicKey", "secretKey", "verify", "verifySync"];

/** The ways to verify a token: the usual one, with an engine of the package, and with an engine that is loaded already. */
const AS_USUAL = (token) => `verify(${token}, key)`;
const BY_ENGINE = (token) => `verify(${token}, key, { engine: "wasm" })`;
const AT_ONCE = (token) => `Promise.resolve().then(() => verifySync(${token}, key, { engine: "wasm" }))`;

/** The program also compiles as TypeScript. */
const checking = (verifying) => `
async function check() {
  const told = [];
  const why = (error: unknown) => (error instanceof JwtError ? error.code : String(error));

  const secret = secretKey(${JSON.stringify(SECRET)}, "HS256");
  told.push("HS256", verifySync(${JSON.stringify(HS256.good)}, secret).payload.sub);
  try {
    verifySync(${JSON.stringify(HS256.bad)}, secret);
    told.push("accepted");
  } catch (error) {
    told.push(why(error));
  }

  const key = publicKey(${JSON.stringify(PUBLIC_KEY)}, "ES256");
  told.push("ES256", (await ${verifying(JSON.stringify(ES256.good))}).payload.sub);
  await ${verifying(JSON.stringify(ES256.bad))}.then(
    () => told.push("accepted"),
    (error: unknown) => told.push(why(error)),
  );
  return told.join(" ");
}
`;

/** Defines `check()`, with these imports. */
export const typescript = (imports, verifying = AS_USUAL) => `${imports}\n${checking(verifying)}`;
export const javascript = (imports, verifying = AS_USUAL) =>
  typescript(imports, verifying).replaceAll(": unknown", "");

export const importing = (specifier, names = NAMES) =>
  `import { ${names.join(", ")} } from ${JSON.stringify(specifier)};`;
/** Loads the engine at the first use. */
export const onDemand = (specifier) => javascript(importing(specifier), BY_ENGINE);
/** Imports the engine. */
export const withEngine = (specifier) =>
  javascript(`import ${JSON.stringify(`${specifier}/engines/es256`)};\n${importing(specifier)}`, AT_ONCE);
export const requiring = (specifier) =>
  `const { ${NAMES.join(", ")} } = require(${JSON.stringify(specifier)});`;

// This line makes it a program for this runtime.
export const PRINT = "check().then(console.log, console.log);\n";
export const SHOW = `const show = (told) => {
  document.title = String(told);
};
check().then(show, show);
`;
export const RESPOND = `export default {
  fetch: () => check().then((told) => new Response(told), (error) => new Response(String(error))),
};
`;

/** The gate of the subpath `edge`: good tokens pass, bad ones are refused. */
export const GATE = guarding(
  'import { createGate } from "jwt-wasm/edge";',
  'createGate({ key, origin: () => new Response("origin") })',
);

/** The same as middleware of a Hono app. */
const MIDDLEWARE = guarding(
  `import { Hono } from "hono";
import { jwtGate } from "jwt-wasm/hono";`,
  'new Hono().use(jwtGate({ key })).get("/", (c) => c.text(c.get("jwt").payload.sub)).fetch',
);

function guarding(imports, handler) {
  return `import { publicKey, secretKey } from "jwt-wasm";
${imports}

async function check() {
  const keys = {
    HS256: secretKey(${JSON.stringify(SECRET)}, "HS256"),
    ES256: publicKey(${JSON.stringify(PUBLIC_KEY)}, "ES256"),
  };
  const told = [];
  for (const [alg, { good, bad }] of Object.entries(${JSON.stringify({ HS256, ES256 })})) {
    const key = keys[alg];
    const handler = ${handler};
    told.push(alg);
    for (const token of [good, bad]) {
      const headers = { Authorization: "Bearer " + token };
      told.push((await handler(new Request("https://api.example/", { headers }), {})).status);
    }
  }
  return told.join(" ");
}
`;
}
export const GUARDED = "HS256 200 401 ES256 200 401";

/** The adapters for Node's servers: each guards a server, which gets a valid token, a bad one and two at once. */
export const SERVER = `import { createServer, request } from "node:http";
import { secretKey } from "jwt-wasm";
import { jwtGate } from "jwt-wasm/express";
import { jwtGate as plugin } from "jwt-wasm/fastify";

async function check() {
  const key = secretKey(${JSON.stringify(SECRET)}, "HS256");
  const gate = jwtGate({ key });
  const server = createServer((asked, answer) => gate(asked, answer, () => answer.end()));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const ask = (tokens) =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: tokens.map((token) => "Bearer " + token), Connection: "close" };
      const options = { host: "127.0.0.1", port: server.address().port, headers };
      const sent = request(options, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode));
      });
      sent.on("error", reject).end();
    });
  const { good, bad } = ${JSON.stringify(HS256)};
  const told = [];
  for (const tokens of [[good], [bad], [good, good]]) told.push(await ask(tokens));
  server.close();
  return [...told, typeof plugin({ key }).require].join(" ");
}
`;
export const SERVED = "200 401 400 function";

/** The token issuer of the subpath `issuer` issues a pair, exchanges it, and refuses a second exchange. */
export const ISSUER = `import { secretKey, verifySync } from "jwt-wasm";
import { createTokenIssuer } from "jwt-wasm/issuer";

async function check() {
  const key = secretKey(${JSON.stringify(SECRET)}, "HS256");
  const issuer = createTokenIssuer({ key });
  const { refresh } = await issuer.issue("alice");
  const { access } = await issuer.refresh(refresh);
  const why = await issuer.refresh(refresh).catch(({ code, reason }) => code + " " + reason);
  return [verifySync(access, key).payload.sub, why].join(" ");
}
`;
export const ISSUED = "alice revoked reused";

/** Proofs of the subpath `dpop` are made, verified, and refused the second time. */
export const PROOFS = `import { jwk } from "jwt-wasm";
import { createDpopProof, memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";

async function check() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const [htm, htu] = ["GET", "https://api.example/"];
  const proof = await createDpopProof({ key: jwk({ kty, crv, x, y, d }, "ES256"), htm, htu });
  const demands = { method: htm, url: htu, replay: memoryReplay() };
  const { payload } = await verifyDpopProof(proof, demands);
  const why = await verifyDpopProof(proof, demands).catch(({ code, reason }) => code + " " + reason);
  return [payload.htu, why].join(" ");
}
`;
export const PROVEN = "https://api.example/ revoked reused";

/**
 * A program for jsonwebtoken, with the subpath in its place: it uses a public key synchronously, and if the runtime cannot, the error
 * names the line to add.
 */
export const DROP_IN = dropIn('import { promises, sign, verify } from "jwt-wasm/jsonwebtoken";');
export const REQUIRED_DROP_IN = dropIn(
  'const jwt = require("jwt-wasm/jsonwebtoken");\nconst { promises, sign, verify } = jwt;',
);

function dropIn(imports) {
  return `${imports}

async function check() {
  const { sub } = verify(sign({ sub: "alice" }, ${JSON.stringify(SECRET)}, { expiresIn: "1h" }), ${JSON.stringify(SECRET)});
  const key = ${JSON.stringify(PUBLIC_KEY)};
  const payload = await promises.verify(${JSON.stringify(ES256.good)}, key);
  const why = await promises.verify(${JSON.stringify(ES256.bad)}, key).catch(({ message }) => message);
  let atOnce;
  try {
    atOnce = verify(${JSON.stringify(ES256.good)}, key).sub === payload.sub;
  } catch ({ message }) {
    atOnce = message.includes('import "jwt-wasm/engines/es256"');
  }
  return [sub, payload.sub, why, atOnce].join(" ");
}
`;
}
export const DROPPED_IN = "alice alice invalid signature true";

/**
 * A program for each subpath that needs only an import, its output, and the number of its modules if none is loaded later: the core, the
 * module for key files if the program reads one, engines.
 */
export const SUBPATHS = {
  "jwt-wasm": [javascript(importing("jwt-wasm")), GOOD, 2],
  "jwt-wasm/engines/es256": [withEngine("jwt-wasm"), GOOD, 3],
  "jwt-wasm/dpop": [PROOFS, PROVEN, 1],
  "jwt-wasm/edge": [GATE, GUARDED, 2],
  "jwt-wasm/issuer": [ISSUER, ISSUED, 1],
  "jwt-wasm/jsonwebtoken": [DROP_IN, DROPPED_IN, 2],
  "jwt-wasm/hono": [MIDDLEWARE, GUARDED, 2],
};

/** The line with which a program reads key files where the functions do not bring the module, and which changes nothing elsewhere. */
export const withKeyFile = (source) => `import "jwt-wasm/keyfile";\n${source}`;

/** The same programs for the edge, where one that reads a key file has this line. */
export const ON_EDGE = Object.fromEntries(
  Object.entries(SUBPATHS).map(([specifier, [source, ...rest]]) => [
    specifier,
    [source.includes("PUBLIC KEY") ? withKeyFile(source) : source, ...rest],
  ]),
);

/** What a program says that reads a key file there without this line. */
export const WITHOUT_LINE =
  'JwtError: no loaded module reads key files here: add the line import "jwt-wasm/keyfile"';

/** The number of engines in a bundle that can load them later. */
export const ENGINES = 8;

/** The most common use: reading a token without verifying it. */
export const DECODE = `import { decode } from "jwt-wasm";
document.title = decode(${JSON.stringify(HS256.good)}).payload.sub;
`;

/**
 * `urls` has an expression for each module's URL, which may need `imports`. The title says whether all modules were compiled while they
 * streamed in.
 */
export const streaming = (urls, imports = "") => `${imports}
${javascript(importing("jwt-wasm/slim", ["init", ...NAMES]), AT_ONCE)}
let streamed = 0;
const { compileStreaming } = WebAssembly;
WebAssembly.compileStreaming = (source) => {
  streamed++;
  return compileStreaming(source);
};
const show = (told) => {
  document.title = streamed + " streamed: " + told;
};
const urls = { ${Object.entries(urls)
  .map(([name, url]) => `${name}: ${url}`)
  .join(", ")} };
Promise.all(Object.entries(urls).map(([name, url]) => init(fetch(url), name))).then(check).then(show, show);
`;
export const STREAMED = `3 streamed: ${GOOD}`;

/** The modules that the program above streams, by subpath. */
export const FILES = {
  core: "jwt-wasm/core.wasm",
  keyfile: "jwt-wasm/keyfile.wasm",
  es256: "jwt-wasm/engines/es256.wasm",
};

/** The same program for a bundler in which an import of a file with this suffix is the file's URL. */
export const streamingImports = (suffix = "") =>
  streaming(
    Object.fromEntries(Object.keys(FILES).map((name) => [name, name])),
    Object.entries(FILES)
      .map(([name, path]) => `import ${name} from ${JSON.stringify(path + suffix)};`)
      .join("\n"),
  );
