// Stops scripts from growing unnoticed: bundles programs, minified and without the modules, and weighs them.
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

// In bytes of brotli: today's size and 2 % more.
const PROGRAMS = [
  { from: "jwt-wasm/slim", names: ["init", "decode"], budget: 3_820 },
  { from: "jwt-wasm/slim", names: ["init", "secretKey", "verify"], budget: 8_130 },
  { from: "jwt-wasm", names: ["createVerifier", "remoteJwks"], budget: 18_220 },
  { from: "jwt-wasm/edge", names: ["createGate"], budget: 18_880 },
  { from: "jwt-wasm/edge", names: ["createGate", "introspection"], budget: 28_860 },
  { from: "jwt-wasm/express", names: ["jwtGate"], budget: 19_600 },
  { from: "jwt-wasm/fastify", names: ["jwtGate"], budget: 19_510 },
  { from: "jwt-wasm/issuer", names: ["createTokenIssuer", "memoryStore"], budget: 19_500 },
  { from: "jwt-wasm/issuer", names: ["keyRing"], budget: 15_350 },
  { from: "jwt-wasm/jsonwebtoken", names: ["sign", "verify"], budget: 19_170 },
  { from: "jwt-wasm/jwe", names: ["decrypt", "encryptionKey"], budget: 12_580 },
  { from: "jwt-wasm/dpop", names: ["memoryReplay", "verifyDpopProof"], budget: 17_000 },
];

// Sources that a program must not hold: only a program that uses a feature pays for it.
const ABSENT = {
  "init decode": ["engines", "remote", "issuers", "verifier", "claims", "schema", "jsonwebtoken"],
  "init secretKey verify": [
    "engines/index",
    "engines/verifying",
    "engines/web",
    "remote/source",
    "issuers",
    "claims/pattern",
    "option-hints",
    "verifier/explain",
    "jsonwebtoken",
  ],
  "sign verify": ["remote/source", "issuers", "verifier", "claims", "schema", "edge", "dpop", "issuer/"],
  createGate: [
    "dpop",
    "introspection",
    "jwe",
    "issuer/",
    "verifier/explain",
    "schema/explain",
    "jsonwebtoken",
  ],
  jwtGate: ["dpop", "introspection", "jwe", "issuer/", "verifier/explain", "schema/explain", "jsonwebtoken"],
  "createTokenIssuer memoryStore": ["issuer/ring", "introspection", "keys/key-file", "jsonwebtoken"],
  "createVerifier remoteJwks": [
    "engines/any-verifying",
    "issuers",
    "claims/pattern",
    "keys/key-file",
    "signing",
    "jsonwebtoken",
  ],
};

const modules = { name: "modules", setup };

function setup({ onResolve }) {
  onResolve({ filter: /\.inline\.js$/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
}

export async function checkScripts() {
  for (const { from, names, budget } of PROGRAMS) {
    const program = `import { ${names} } from "${from}"; console.log(${names});`;
    const { metafile, outputFiles, warnings } = await build({
      stdin: { contents: program, resolveDir: "pkg" },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      metafile: true,
      plugins: [modules],
    });
    const [{ inputs }] = Object.values(metafile.outputs);
    const held = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);
    const size = brotliCompressSync(outputFiles[0].contents).length;
    const title = `${names.join(", ")} of ${from}`;
    console.log(`${title}: ${size} of ${budget} bytes of brotli`);
    if (size > budget)
      fail(
        `${title} is ${size - budget} bytes over its budget: make it smaller, or raise it here with a reason`,
      );
    // A warning of the bundler here is a warning for every user.
    for (const { text } of warnings) fail(`${title}: ${text}`);
    for (const part of ABSENT[names.join(" ")] ?? []) {
      const found = held.find((path) => path.startsWith(`pkg/dist/${part}`));
      if (found) fail(`${title} holds ${found}, which it must not: look for the import that brings it in`);
    }
  }
}

function fail(what) {
  console.error(what);
  process.exitCode = 1;
}
