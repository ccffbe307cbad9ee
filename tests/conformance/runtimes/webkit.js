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
      const cells = await visit(app, "webkit", (address, profile) => ({
        program: "xvfb-run",
        args: [...DISPLAY, program, address],
        env: { XDG_CACHE_HOME: profile, XDG_CONFIG_HOME: profile, XDG_DATA_HOME: profile },
      }));
      return { version, cells };
    },
  },
];
