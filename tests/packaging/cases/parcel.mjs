import { join } from "node:path";
import { write } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { checkBundler } from "../lib/bundler.mjs";
import { run } from "../lib/child.mjs";
import { pageFor, STRICT } from "../lib/site.mjs";
import { commandOf, versionOf } from "../lib/tools-apart.mjs";

// Without an option, Parcel reads neither `exports` nor `imports`. It puts the addresses of chunks into an inline script, which the strict
// policy forbids.
export const parcel = [
  {
    name: "Parcel",
    async run() {
      const { checked } = await checkBundler("parcel", build, undefined, {
        policy: `${STRICT} 'unsafe-inline'`,
        // Parcel keeps all of `main`, whatever the program uses of it.
        keepsAll: true,
      });
      return { version: versionOf("parcel"), checked };
    },
  },
];

async function build({ app, entry, outdir }) {
  write(join(app, "index.html"), pageFor(`./${entry}`));
  const args = [
    "build",
    "index.html",
    "--dist-dir",
    outdir,
    "--no-cache",
    "--no-source-maps",
    "--public-url",
    "/",
  ];
  const { stdout, stderr } = await run(await binaries.node(24), [commandOf("parcel"), ...args], { cwd: app });
  const lines = `${stderr}\n${stdout}`.split("\n");
  const isHint = (line) => /⚠️ +[\d.]+ MB/u.test(line);
  return {
    warnings: lines.filter((line) => /warn|⚠|🚨/i.test(line) && !isHint(line)).join("\n"),
    hint: lines.some(isHint) ? "says: over 1 MB" : undefined,
  };
}
