/** WebKitGTK's minimal browser on a virtual display, driven by WebDriver (https://www.w3.org/TR/webdriver2/). */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const { WEBKIT, WEBKIT_DRIVER } = process.env;

/** Milliseconds. On a busy machine the browser's first window takes ten seconds. */
const PATIENCE = 30_000;

const CONTROL = "\uE009";

export async function startWebKit() {
  if (!WEBKIT || !WEBKIT_DRIVER) {
    throw new Error("set WEBKIT to WebKitGTK's MiniBrowser and WEBKIT_DRIVER to WebKitWebDriver");
  }
  const profile = await mkdtemp(join(tmpdir(), "jwt-wasm-webkit-"));
  const folders = { XDG_CACHE_HOME: profile, XDG_CONFIG_HOME: profile, XDG_DATA_HOME: profile };
  const port = await freePort();
  const driver = spawn("xvfb-run", ["--auto-servernum", WEBKIT_DRIVER, `--port=${port}`], {
    // A group of its own, so that the display and the browser end with it.
    detached: true,
    stdio: "ignore",
    env: { ...process.env, LC_ALL: "en_GB.UTF-8", LANGUAGE: "en_GB", ...folders },
  });
  const ended = once(driver, "exit");
  const close = async () => {
    if (driver.exitCode === null) process.kill(-driver.pid);
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const ask = commandsOf(`http://127.0.0.1:${port}`);
  try {
    await until(
      () =>
        ask("GET", "/status").then(
          ({ ready }) => ready,
          () => false,
        ),
      "WebKitWebDriver answers",
    );
    const options = { binary: WEBKIT, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const { sessionId, capabilities: found } = await ask("POST", "/session", { capabilities });
    const inSession = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
    return {
      version: found.browserVersion,
      page: pageOf(inSession),
      async close() {
        await inSession("DELETE", "").catch(() => {});
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function pageOf(ask) {
  /** Runs the body of a function in the page. */
  const evaluate = (script, ...args) => ask("POST", "/execute/sync", { script, args });
  const find = async (xpath) => {
    await until(
      () => ask("POST", "/elements", { using: "xpath", value: xpath }).then(({ length }) => length > 0),
      `the page has ${xpath}`,
    );
    return Object.values(await ask("POST", "/element", { using: "xpath", value: xpath }))[0];
  };
  return {
    evaluate,
    open: (url) => ask("POST", "/url", { url }),
    press: async (name) =>
      ask("POST", `/element/${await find(`//button[normalize-space()="${name}"]`)}/click`, {}),
    /** Key by key, into the field with this id. */
    type: async (id, text) => ask("POST", `/element/${await find(`//*[@id="${id}"]`)}/value`, { text }),
    /** Such as Ctrl+V. */
    async shortcut(key) {
      const keys = [
        ["keyDown", CONTROL],
        ["keyDown", key],
        ["keyUp", key],
        ["keyUp", CONTROL],
      ];
      const actions = keys.map(([type, value]) => ({ type, value }));
      await ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
    },
    /** Waits until the verdict's headline is this one. */
    async concludes(headline) {
      let last;
      const says = async () => {
        last = await evaluate("return document.querySelector('.verdict h2')?.textContent ?? null");
        return last === headline;
      };
      await until(says, `the verdict is “${headline}”`, () => `it is “${last}”`);
    },
    /** Waits until the script's answer is true. */
    sees: (script) => until(() => evaluate(script), script),
  };
}

function commandsOf(origin) {
  return async (method, path, body) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(origin + path, { method, signal, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver, ${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

async function until(isSo, what, found = () => "it did not happen") {
  const end = Date.now() + PATIENCE;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`expected within ${PATIENCE / 1000} s: ${what}; ${found()}`);
    await wait(100);
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
