// Runs the stack for a person: prints its addresses, and stops at Ctrl-C or when the program that started it
// has ended.
import { parseArgs } from "node:util";
import { ALGORITHMS } from "./keys.mjs";
import { startStack } from "./stack.mjs";

const USAGE = `options: [--port N] [--alg ${ALGORITHMS.join("|")}] [--access SECONDS] [--refresh SECONDS] [--rotate SECONDS]`;

function fail(message, status = 1) {
  console.error(`error: ${message}`);
  process.exit(status);
}

function settings() {
  const option = { type: "string" };
  const names = ["port", "alg", "access", "refresh", "rotate"];
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, option])) });
  const number = (name, most, otherwise) => {
    if (values[name] === undefined) return otherwise;
    const value = Number(values[name]);
    if (!/^\d+$/.test(values[name]) || value < 1 || value > most)
      throw new Error(`--${name} must be a whole number from 1 to ${most}, but it is ${values[name]}`);
    return value;
  };
  const { alg: algorithm = "HS256" } = values;
  if (!ALGORITHMS.includes(algorithm))
    throw new Error(`--alg must be one of ${ALGORITHMS.join(", ")}, but it is ${algorithm}`);
  const [port, accessSeconds, refreshSeconds] = [
    number("port", 65_535),
    number("access", 86_400, 300),
    number("refresh", 2_592_000, 86_400),
  ];
  if (refreshSeconds < accessSeconds) throw new Error("--refresh must be at least as long as --access");
  const rotateSeconds = number("rotate", 86_400);
  if (rotateSeconds !== undefined && algorithm === "HS256")
    throw new Error("--rotate needs --alg RS256 or ES256, because HS256 has one shared secret");
  // Each key must have begun to sign before the next is created.
  const publishAheadSeconds = Math.ceil((rotateSeconds ?? 172_800) / 2);
  return { port, algorithm, accessSeconds, refreshSeconds, publishAheadSeconds, rotateSeconds };
}

const { signal, interrupted } = interruption();

function interruption() {
  const controller = new AbortController();
  const interrupted = new Promise((resolve) => {
    controller.signal.addEventListener("abort", resolve);
  });
  const stop = () => controller.abort();
  process.stdin.on("end", stop).resume();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, stop);
  return { signal: controller.signal, interrupted };
}

let chosen;
try {
  chosen = settings();
} catch (error) {
  fail(`${error.message}\n${USAGE}`, 2);
}
const { STACK_PYTHON: python, STACK_NGINX: nginx } = process.env;
if (!python || !nginx)
  fail("STACK_PYTHON and STACK_NGINX are not set; start this with `cargo xtask stack`, which sets them");

let stack;
try {
  stack = await startStack({ python, nginx, signal, ...chosen });
} catch (error) {
  if (signal.aborted) process.exit(0);
  fail(error.stderr ? `${error.message}\n${error.stderr}` : error.message);
}
const { address, origin, user, keys, algorithm } = stack;
process.stdout.on("error", () => {});
console.log(`
The site, behind the gate: ${address}/
The inspector:             ${address}/inspector/
Name and password:         ${user.name}  ${user.password}
${algorithm === "HS256" ? `The shared secret (HS256): ${keys.verifying}` : `The public keys (${algorithm}):   ${address}/.well-known/jwks.json`}
Behind the gate, nginx:    ${origin}/

Ctrl-C stops it all.`);
if (chosen.rotateSeconds !== undefined) {
  setInterval(() => rotate().catch((error) => console.error(error.message)), 1000 * chosen.rotateSeconds);
}

/** Rotates the keys as a cron would, and prints the state of each. */
async function rotate() {
  const states = await keys.rotate();
  console.log(states.map(({ kid, state }) => `${kid.slice(0, 8)} ${state}`).join(", "));
}

const end = await Promise.race([interrupted.then(() => undefined), stack.broken]);
await stack.stop();
if (end !== undefined) fail(end);
process.exit(0);
