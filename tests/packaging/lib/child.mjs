import { execFile, spawn } from "node:child_process";
import { promisify, stripVTControlCharacters } from "node:util";

const LIMIT = 90_000;

/** What a program says on both of its streams; it is an error if it fails. */
export async function run(program, args, { cwd, env = {}, limit = LIMIT }) {
  const options = { cwd, env: { ...plain(), ...env }, timeout: limit, maxBuffer: 16 * 1024 * 1024 };
  const said = await promisify(execFile)(program, args, options).catch(({ message, stdout, stderr }) => {
    throw new Error([message, stdout, stderr].filter(Boolean).join("\n"));
  });
  return { stdout: tidy(said.stdout), stderr: tidy(said.stderr) };
}

/** A program that goes on until it is stopped, from when it has said what the pattern finds. */
export async function serve(program, args, pattern, { cwd, env = {} }) {
  const child = spawn(program, args, { cwd, env: { ...plain(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  const kill = () => child.kill();
  process.once("exit", kill);
  const ended = new Promise((resolve) => child.once("close", resolve));
  const found = await new Promise((resolve, reject) => {
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8").on("data", (chunk) => {
        said[name] += stripVTControlCharacters(chunk);
        const match = pattern.exec(said[name]);
        if (match) resolve(match);
      });
    }
    child.once("error", reject);
    ended.then((code) => reject(new Error(`it ended with ${code}:\n${said.stdout}${said.stderr}`)));
  });
  return {
    found,
    async stop() {
      kill();
      await ended;
      process.off("exit", kill);
      return { stdout: tidy(said.stdout), stderr: tidy(said.stderr) };
    },
  };
}

const tidy = (text) => stripVTControlCharacters(text).trim();

/** Without what the test runner, npm's scripts and terminals add: a user's program starts without them. */
function plain() {
  const own = /^(?:npm_.*|INIT_CWD|NODE_OPTIONS|NODE_TEST_CONTEXT|FORCE_COLOR)$/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  // No look for updates, nothing reported.
  return { ...Object.fromEntries(kept), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" };
}
