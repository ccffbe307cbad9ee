// An `sh` block holds commands that take minutes or a network. What can be known without: that they exist.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT, read } from "../lib/repository.mjs";

export async function run({ code }) {
  const commands = code.split("\n").map((line) => line.replace(/#.*/, "").trim());
  for (const command of commands.filter((command) => command !== "")) {
    const [, task, options] = /^cargo xtask ([\w-]+)((?: [^\s]+)*)$/.exec(command) ?? [];
    if (task) {
      const usage = await xtaskUsage(task);
      for (const [option] of options.matchAll(/--[\w-]+/g))
        assert.ok(usage.includes(option), `xtask ${task} does not know ${option}`);
    } else if (command.startsWith("npm install ")) {
      assert.equal(command, `npm install ${JSON.parse(read("pkg/package.json")).name}`);
    } else {
      const manifest = read("Cargo.toml");
      const [, crate] = /^\[package\]\nname = "([^"]+)"/m.exec(manifest);
      const [, added, features] =
        /^cargo add (\S+)(?:(?: --no-default-features)? --features (\S+))?$/.exec(command) ?? [];
      assert.equal(added, crate, `there is no test for this command: ${command}`);
      for (const feature of features?.split(",") ?? [])
        assert.match(manifest, new RegExp(`^${feature} = \\[`, "m"), feature);
    }
  }
}

/** It fails for a command that there is not. */
async function xtaskUsage(task) {
  const { stdout } = await promisify(execFile)("cargo", ["xtask", "help", task], { cwd: ROOT });
  return stdout;
}
