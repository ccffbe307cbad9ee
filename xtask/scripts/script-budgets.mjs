// Stops scripts that have grown unnoticed: what a bundler makes of programs, minified, without the modules.
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

// In bytes of brotli, what is reached and a fiftieth.
const PROGRAMS = [
  { from: "jwt-wasm/slim", names: ["init", "decode"], budget: 3_800 },
  { from: "jwt-wasm/slim", names: ["init", "secretKey", "verify"], budget: 8_250 },
  { from: "jwt-wasm", names: ["createVerifier", "remoteJwks"], budget: 17_600 },
  { from: "jwt-wasm/edge", names: ["createGate"], budget: 18_750 },
  { from: "jwt-wasm/edge", names: ["createGate", "introspection"], budget: 28_100 },
  { from: "jwt-wasm/express", names: ["jwtGate"], budget: 19_450 },
  { from: "jwt-wasm/fastify", names: ["jwtGate"], budget: 19_380 },
  { from: "jwt-wasm/issuer", names: ["createTokenIssuer", "memoryStore"], budget: 18_550 },
  { from: "jwt-wasm/issuer", names: ["keyRing"], budget: 13_800 },
  { from: "jwt-wasm/jsonwebtoken", names: ["sign", "verify"], budget: 18_900 },
  { from: "jwt-wasm/dpop", names: ["memoryReplay", "verifyDpopProof"], budget: 16_550 },
];

// What a program must not hold, by the folder of the package's sources: it brings its own, and others pay nothing for it.
const ABSENT = {
  "init decode": ["engines", "remote", "issuers", "verifier", "claims", "schema", "jsonwebtoken"],
  "init secretKey verify": [
    "engines/index",
    "engines/web",
    "remote/source",
    "issuers",
    "claims/pattern",
    "verifier/explain",
    "jsonwebtoken",
  ],
  "sign verify": ["remote/source", "issuers", "verifier", "claims", "schema", "edge", "dpop", "issuer/"],
  createGate: ["dpop", "introspection", "issuer/", "verifier/explain", "schema/explain", "jsonwebtoken"],
  jwtGate: ["dpop", "introspection", "issuer/", "verifier/explain", "schema/explain", "jsonwebtoken"],
  "createTokenIssuer memoryStore": ["issuer/ring", "introspection", "keys/key-file", "jsonwebtoken"],
  "createVerifier remoteJwks": ["issuers", "claims/pattern", "keys/key-file", "signing", "jsonwebtoken"],
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
    if (size > budget) fail(`${title} is over its budget by ${size - budget} bytes`);
    // What a bundler complains of here, it complains of to every user.
    for (const { text } of warnings) fail(`${title}: ${text}`);
    for (const part of ABSENT[names.join(" ")] ?? []) {
      const found = held.find((path) => path.startsWith(`pkg/dist/${part}`));
      if (found) fail(`${title} holds ${found}`);
    }
  }
}

function fail(what) {
  console.error(what);
  process.exitCode = 1;
}
