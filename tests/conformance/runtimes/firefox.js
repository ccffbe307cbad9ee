import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { programOf, visit } from "../lib/browser.js";
import { versionOf } from "../lib/child.js";

// Firefox's own requests go to a proxy on a closed port. Requests to loopback bypass the proxy.
const PREFERENCES = {
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.type": 1,
  "toolkit.telemetry.enabled": false,
};

export const firefox = [
  {
    name: "Firefox",
    async run(app) {
      const program = programOf("FIREFOX");
      const version = await versionOf(program);
      const cells = await visit(app, "firefox", (address, profile) => {
        const lines = Object.entries(PREFERENCES).map(
          ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
        );
        writeFileSync(join(profile, "user.js"), lines.join("\n"));
        return { program, args: ["--headless", "--no-remote", "--profile", profile, address] };
      });
      return { version, cells };
    },
  },
];
