import { execFile, spawn } from "node:child_process";
import { promisify, stripVTControlCharacters } from "node:util";

const LIMIT = 90_000;

/** Returns a program's output on both streams. Throws if it fails. */
export async function run(program, args, { cwd, env = {}, limit = LIMIT }) {
  const options = { cwd, env: { ...plain(), ...env }, timeout: limit, maxBuffer: 16 * 1024 * 1024 };
  const said = await promisify(execFile)(program, args, options).catch(({ message, stdout, stderr }) => {
    throw new Error([message, stdout, stderr].filter(Boolean).join("\n"));
  });
  return { stdout: tidy(said.stdout), stderr: tidy(said.stderr) };
}

/** Starts a program that runs until it is stopped, and waits until its output matches the pattern. */
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

/** The environment without the variables of the test runner, of npm's scripts and of terminals. */
function plain() {
  const own = /^(?:npm_.*|INIT_CWD|NODE_OPTIONS|NODE_TEST_CONTEXT|FORCE_COLOR)$/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  // Looks for no updates and reports nothing.
  return { ...Object.fromEntries(kept), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" };
}
