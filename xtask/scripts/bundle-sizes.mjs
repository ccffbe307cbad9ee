// Prints the size of programs that import a function: minified, compressed, with their modules, and what a page loads first.
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const PROGRAMS = [
  { from: "jwt-wasm", names: ["decode"] },
  { from: "jwt-wasm", names: ["verify"] },
  { from: "jwt-wasm", names: ["createVerifier", "remoteJwks"] },
  { from: "jwt-wasm", names: ["createVerifier", "trustedIssuers"] },
  { from: "jwt-wasm", names: ["createVerifier", "publicKey"] },
  { from: "jwt-wasm/edge", names: ["createGate"] },
  { from: "jwt-wasm/hono", names: ["jwtGate"] },
  { from: "jwt-wasm/express", names: ["jwtGate"] },
  { from: "jwt-wasm/fastify", names: ["jwtGate"] },
  { from: "jwt-wasm/issuer", names: ["createTokenIssuer", "memoryStore"] },
  { from: "jwt-wasm/issuer", names: ["keyRing"] },
  { from: "jwt-wasm/dpop", names: ["memoryReplay", "verifyDpopProof"] },
  { from: "jwt-wasm/jwe", names: ["decrypt", "encryptionKey"] },
  { from: "jwt-wasm/jsonwebtoken", names: ["sign", "verify"] },
  { from: "jwt-wasm/slim", names: ["init", "decode"] },
  { from: "jwt-wasm/slim", names: ["init", "verify", "secretKey"] },
];
const OUT = "bundle-sizes";

console.log(
  `${"bundle, in bytes of brotli".padEnd(60)}${"first load".padStart(12)}${"one file".padStart(12)}`,
);
for (const { from, names } of PROGRAMS) {
  const program = `import { ${names} } from "${from}"; console.log(${names});`;
  const [parted, whole] = [await bundled(program, true), await bundled(program, false)];
  const sizes = [firstLoad(parted), weight(whole.outputFiles[0])];
  const columns = sizes.map((bytes) => bytes.toLocaleString("en").padStart(12));
  console.log(`${names.join(", ")} of ${from}`.padEnd(60) + columns.join(""));
}

function bundled(contents, splitting) {
  const stdin = { contents, resolveDir: "pkg" };
  const options = { bundle: true, minify: true, format: "esm", write: false, metafile: true };
  return build({ stdin, ...options, splitting, outdir: OUT });
}

/** The entry and its static imports; a page loads what `import()` names only later. */
function firstLoad({ metafile: { outputs }, outputFiles }) {
  const files = new Map(outputFiles.map((file) => [file.path, file]));
  const fileOf = (output) => [...files].find(([path]) => path.endsWith(`/${output}`))[1];
  const pending = Object.keys(outputs).filter((output) => outputs[output].entryPoint === "<stdin>");
  const found = new Set();
  for (const output of pending) {
    if (found.has(output)) continue;
    found.add(output);
    const imported = outputs[output].imports.filter(({ kind }) => kind === "import-statement");
    pending.push(...imported.map(({ path }) => path));
  }
  return [...found].reduce((sum, output) => sum + weight(fileOf(output)), 0);
}

function weight({ contents }) {
  return brotliCompressSync(contents).length;
}
