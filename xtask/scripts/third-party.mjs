// Writes the licences of the crates in the modules, which must be passed on, and a bill of materials (CycloneDX 1.6).
// Arguments: the two files to write.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [licensesFile, sbomFile] = process.argv.slice(2);

const metadata = JSON.parse(
  execFileSync(
    process.env.CARGO ?? "cargo",
    [
      "metadata",
      "--locked",
      "--format-version=1",
      `--features=${["core", "keyfile", "rsa", "es256", "es384", "es512", "es256k", "eddsa", "ed448", "mldsa", "jwe"].map((name) => `jwt-wasm-bindings/${name}`)}`,
      "--filter-platform=wasm32-unknown-unknown",
    ],
    { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  ),
);
const { version } = JSON.parse(readFileSync("pkg/package.json", "utf8"));
const checksums = checksumsOf(readFileSync("Cargo.lock", "utf8"));

const packageOf = new Map(metadata.packages.map((one) => [one.id, one]));
const nodeOf = new Map(metadata.resolve.nodes.map((one) => [one.id, one]));
const root = metadata.packages.find(({ name }) => name === "jwt-wasm-bindings").id;

/** The crates that are linked in; macros and build scripts run only while compiling. */
function linkedBy(id) {
  const { deps } = nodeOf.get(id);
  const isLinked = ({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null);
  const isMacro = ({ pkg }) => packageOf.get(pkg).targets.some(({ kind }) => kind.includes("proc-macro"));
  return deps.filter((dep) => isLinked(dep) && !isMacro(dep)).map(({ pkg }) => pkg);
}

const everything = new Set([root]);
for (const id of everything) for (const next of linkedBy(id)) everything.add(next);
// Our own crates have the licence of the package.
const isOurs = (id) => packageOf.get(id).source === null;
const linked = new Set([...everything].filter((id) => !isOurs(id)));
const linkedByOurs = [...everything].filter(isOurs).flatMap(linkedBy);
const crates = [...linked]
  .map((id) => packageOf.get(id))
  .sort((one, other) => (`${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1));

const purl = (one) =>
  one.id === root ? `pkg:npm/jwt-wasm@${version}` : `pkg:cargo/${one.name}@${one.version}`;

writeFileSync(licensesFile, licenses());
writeFileSync(sbomFile, `${JSON.stringify(bill(), undefined, 2)}\n`);

function licenses() {
  const intro =
    "The WebAssembly modules in this package contain the following crates, each under the licence named with it.\n";
  return [intro, ...crates.map(chapter)].join(`\n${"-".repeat(100)}\n\n`);
}

function chapter({ name, version, license, repository, manifest_path }) {
  const folder = dirname(manifest_path);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|copyright)/i.test(file));
  if (files.length === 0)
    throw new Error(`${name} ${version} has no licence file; add its text, or replace the crate`);
  // If Apache-2.0 is one of two choices, we take the other, which is shorter.
  const chosen = files.filter((file) => !/apache/i.test(file));
  const texts = (chosen.length > 0 ? chosen : files)
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${name} ${version} (${license})\n${repository ?? ""}\n\n${texts.join("\n\n")}\n`;
}

function bill() {
  const all = [root, ...linked].map((id) => packageOf.get(id));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "library",
        "bom-ref": purl(packageOf.get(root)),
        name: "jwt-wasm",
        version,
        purl: purl(packageOf.get(root)),
        licenses: [{ expression: packageOf.get(root).license }],
      },
    },
    components: crates.map((one) => ({
      type: "library",
      "bom-ref": purl(one),
      name: one.name,
      version: one.version,
      purl: purl(one),
      licenses: [{ expression: one.license.replaceAll("/", " OR ") }],
      hashes: [{ alg: "SHA-256", content: checksums.get(`${one.name} ${one.version}`) }],
    })),
    dependencies: all
      .map((one) => ({
        ref: purl(one),
        dependsOn: [...new Set(one.id === root ? linkedByOurs : linkedBy(one.id))]
          .filter((id) => !isOurs(id))
          .map((id) => purl(packageOf.get(id)))
          .sort(),
      }))
      .sort((one, other) => (one.ref < other.ref ? -1 : 1)),
  };
}

function checksumsOf(lock) {
  const entries = lock.matchAll(/name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"/g);
  return new Map([...entries].map(([, name, number, checksum]) => [`${name} ${number}`, checksum]));
}
