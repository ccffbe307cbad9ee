// The programs that applications consist of: each takes good tokens and refuses bad ones, and says so in one line.
import { ES256, HS256, PUBLIC_KEY, SECRET } from "./tokens.mjs";

/** What a program prints if all is well. */
export const GOOD = "HS256 alice signature_invalid ES256 alice signature_invalid";

export const NAMES = ["JwtError", "publicKey", "secretKey", "verify", "verifySync"];

/** As TypeScript, too, it is right. */
const CHECK = `
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
  told.push("ES256", (await verify(${JSON.stringify(ES256.good)}, key)).payload.sub);
  await verify(${JSON.stringify(ES256.bad)}, key).then(
    () => told.push("accepted"),
    (error: unknown) => told.push(why(error)),
  );
  return told.join(" ");
}
`;

/** Defines `check()`, out of these imports. */
export const typescript = (imports) => `${imports}\n${CHECK}`;
export const javascript = (imports) => `${imports}\n${CHECK.replaceAll(": unknown", "")}`;

export const importing = (specifier, names = NAMES) =>
  `import { ${names.join(", ")} } from ${JSON.stringify(specifier)};`;
export const requiring = (specifier) =>
  `const { ${NAMES.join(", ")} } = require(${JSON.stringify(specifier)});`;

// What makes it a program of its kind.
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

/** The gate of the subpath `edge`: lets the good tokens through and refuses the bad ones. */
export const gate = (variant) =>
  guarding(
    variant,
    `import { createGate } from ${JSON.stringify(`${variant}/edge`)};`,
    'createGate({ key, origin: () => new Response("origin") })',
  );

/** The same as middleware of a Hono app. */
export const middleware = (variant) =>
  guarding(
    variant,
    `import { Hono } from "hono";
import { jwtGate } from ${JSON.stringify(`${variant}/hono`)};`,
    'new Hono().use(jwtGate({ key })).get("/", (c) => c.text(c.get("jwt").payload.sub)).fetch',
  );

const guarding = (
  variant,
  imports,
  handler,
) => `import { publicKey, secretKey } from ${JSON.stringify(variant)};
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
export const GUARDED = "HS256 200 401 ES256 200 401";

/** The issuer of the subpath `issuer`: gives a pair, exchanges it, and refuses the second exchange. */
export const issuer = (variant) => `import { secretKey, verifySync } from ${JSON.stringify(variant)};
import { createTokenIssuer } from ${JSON.stringify(`${variant}/issuer`)};

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

/** A program for each subpath that needs no more than an import, and what it prints if all is well. */
export const SUBPATHS = {
  "jwt-wasm": [javascript(importing("jwt-wasm")), GOOD],
  "jwt-wasm/lite": [javascript(importing("jwt-wasm/lite")), GOOD],
  "jwt-wasm/edge": [gate("jwt-wasm"), GUARDED],
  "jwt-wasm/lite/edge": [gate("jwt-wasm/lite"), GUARDED],
  "jwt-wasm/issuer": [issuer("jwt-wasm"), ISSUED],
  "jwt-wasm/lite/issuer": [issuer("jwt-wasm/lite"), ISSUED],
  "jwt-wasm/hono": [middleware("jwt-wasm"), GUARDED],
  "jwt-wasm/lite/hono": [middleware("jwt-wasm/lite"), GUARDED],
};

/** The commonest use of all: to read a token before anybody verifies it. */
export const DECODE = `import { decode } from "jwt-wasm";
document.title = decode(${JSON.stringify(HS256.good)}).payload.sub;
`;

/** `wasm` is an expression for the module's URL; the title says whether it was compiled while it streamed in. */
export const streaming = (wasm, imports = "") => `${imports}
${javascript(importing("jwt-wasm/slim", ["init", ...NAMES]))}
let streamed = "not streamed";
const { compileStreaming } = WebAssembly;
WebAssembly.compileStreaming = (source) => {
  streamed = "streamed";
  return compileStreaming(source);
};
const show = (told) => {
  document.title = streamed + ": " + told;
};
init(fetch(${wasm})).then(check).then(show, show);
`;
export const STREAMED = `streamed: ${GOOD}`;
