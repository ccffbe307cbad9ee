// An `sh` block holds commands that take minutes or a network. What can be known without: that they exist.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT, read } from "../lib/repository.mjs";

export async function run({ code }) {
  const commands = code.split("\n").map((line) => line.replace(/#.*/, "").trim());
  const usage = await xtaskUsage();
  for (const command of commands.filter((command) => command !== "")) {
    const [, task] = /^cargo xtask (\S+(?: --[\w-]+)?)$/.exec(command) ?? [];
    if (task) {
      assert.match(usage, new RegExp(`^ {2}${task}\\b`, "m"), `xtask does not know "${task}"`);
    } else if (command.startsWith("npm install ")) {
      assert.equal(command, `npm install ${JSON.parse(read("pkg/package.json")).name}`);
    } else {
      const [, crate] = /^\[package\]\nname = "([^"]+)"/m.exec(read("Cargo.toml"));
      assert.equal(command, `cargo add ${crate}`, "there is no test for this command");
    }
  }
}

async function xtaskUsage() {
  const { stdout } = await promisify(execFile)("cargo", ["xtask", "help"], { cwd: ROOT });
  return stdout;
}
