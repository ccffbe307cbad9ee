import { programOf, visit } from "../lib/browser.js";
import { versionOf } from "../lib/child.js";

// It has no headless mode, so it gets a display of its own.
const DISPLAY = ["--auto-servernum"];

export const webkit = [
  {
    name: "WebKitGTK",
    async run(app) {
      const program = programOf("WEBKIT");
      const version = await versionOf("xvfb-run", [...DISPLAY, program, "--version"]);
      const cells = await untilKeysWork(() =>
        visit(app, "webkit", (address, profile) => ({
          program: "xvfb-run",
          args: [...DISPLAY, program, address],
          env: { XDG_CACHE_HOME: profile, XDG_CONFIG_HOME: profile, XDG_DATA_HOME: profile },
        })),
      );
      return { version, cells };
    },
  },
];

/** Errors of a random X25519 key that WebKitGTK could not make (measured: 14 of 3,000) or read. */
const OF_A_RANDOM_KEY = /refuses the key for ECDH-ES|the token cannot be decrypted/;
const TRIES = 4;

/** Runs the cases again if they broke off because of such a key. A fault of the package would break off every time. */
async function untilKeysWork(run) {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await run();
    } catch (error) {
      if (left === 0 || !OF_A_RANDOM_KEY.test(error?.message)) throw error;
      console.log(`WebKitGTK could not use a random key, so its cases run again: ${error.message}`);
    }
  }
}
