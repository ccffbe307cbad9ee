/** A stack for the tests of one file, and a record of what its origin received. */

import { get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { startStack } from "../../../examples/django/stack/stack.mjs";

export async function start(options) {
  const { STACK_PYTHON: python, STACK_NGINX: nginx } = process.env;
  if (!python || !nginx)
    throw new Error("run `cargo xtask test --only e2e`, which knows where Python and nginx are");
  return startStack({ python, nginx, ...options });
}

/** The requests that reached nginx meanwhile, such as `POST /api/token/ 200`. */
export async function reached(stack, act) {
  const from = await counted(stack);
  await act();
  const to = await counted(stack);
  const lines = (await stack.seen()).nginx.slice(from, to);
  return lines.map((line) => line.replace(/^\S+ /, "")).filter((line) => line.includes(" /api/"));
}

let marks = 0;

/** The number of log lines up to a request of our own. nginx writes lines in order, so no earlier line is still missing. */
async function counted(stack) {
  const mark = `/inspector/mark-${marks++}`;
  await send(stack.origin, mark);
  for (;;) {
    const { nginx } = await stack.seen();
    const index = nginx.findIndex((line) => line.includes(` ${mark} `));
    if (index >= 0) return index + 1;
    await pause(20);
  }
}

/** Sends a request exactly as written. `fetch` and browsers would normalise it. */
export function send(address, path, headers = {}) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const request = get({ hostname, port, path, headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) });
      });
    });
    request.on("error", reject);
  });
}
