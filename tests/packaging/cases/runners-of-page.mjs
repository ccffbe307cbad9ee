// What docs/test-runners.md says to write for each test runner is enough, word for word.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { appWith, ROOT } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { run } from "../lib/child.mjs";
import { runnersOf } from "../lib/runner-page.mjs";
import { addTools, commandOf, versionOf } from "../lib/tools-apart.mjs";

/** The packages that an application installs for each runner, and what it prints if this many tests pass. */
const RUNNERS = {
  "node:test": { passed: (count) => `^# pass ${count}$[^]*^# fail 0$` },
  Vitest: { tools: ["vitest"], passed: (count) => `^ *Tests +${count} passed \\(${count}\\)$` },
  "Vitest for Workers": {
    tools: ["vitest", "@cloudflare/vitest-plugin"],
    passed: (count) => `^ *Tests +${count} passed \\(${count}\\)$`,
  },
  Jest: { tools: ["jest"], passed: (count) => `^Tests: +${count} passed, ${count} total$` },
  "Jest with ts-jest": {
    tools: ["jest", "ts-jest", "typescript", "@jest/globals"],
    passed: (count) => `^Tests: +${count} passed, ${count} total$`,
  },
  Mocha: { tools: ["mocha"], passed: (count) => `^ *${count} passing` },
};

const sections = runnersOf(readFileSync(join(ROOT, "docs/test-runners.md"), "utf8"));
assert.deepEqual(
  sections.map(({ title }) => title),
  Object.keys(RUNNERS),
);

export const runnersOfPage = sections.map(({ title, files, command, tests }) => ({
  name: `docs/test-runners.md, ${title}`,
  async run() {
    const { tools = [], passed } = RUNNERS[title];
    const app = await appWith(`page-${title.replaceAll(/\W+/g, "-")}`, files);
    addTools(app, ...tools);
    const { env, tool, args } = commandFrom(command);
    const program = tool ? [commandOf(tool), ...args] : [...args, "--test-reporter=tap"];
    const settings = { CI: "true", WRANGLER_SEND_METRICS: "false", ...env };
    // Vitest needs a newer Node than the oldest that the package supports.
    const node = tool === "vitest" ? await binaries.node(24) : process.execPath;
    const { stdout, stderr } = await run(node, program, { cwd: app, env: settings });
    const said = `${stdout}\n${stderr}`;
    assert.ok(tests > 0);
    assert.match(said, new RegExp(passed(tests), "m"));
    return { version: tool ? versionOf(tool) : process.version.slice(1), checked: Object.keys(files) };
  },
}));

/** `NAME=VALUE npx TOOL ARGUMENTS`, or `node ARGUMENTS`. */
function commandFrom(command) {
  const words = command.split(" ");
  const settings = words.filter((word) => /^[A-Z_]+=/.test(word));
  const [program, ...args] = words.slice(settings.length);
  assert.ok(program === "npx" || program === "node", command);
  const env = Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/, 2)));
  return program === "npx" ? { env, tool: args[0], args: args.slice(1) } : { env, args };
}
