// Serves the inspector with the docs below it on loopback, until it is interrupted or its starter is gone.
import { host } from "./static-host.mjs";

const [base, port] = process.argv.slice(2);
const inspector = base.replace(/[^/]+\/$/, "");
try {
  const folders = { [base]: "docs/.vitepress/dist/", [inspector]: "www/dist/" };
  const { origin } = await host(folders, { port: Number(port) });
  console.log(`The docs are at ${origin}${base} (Ctrl-C stops it)`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const stop = () => process.exit(0);
process.stdin.on("end", stop).resume();
process.on("SIGINT", stop).on("SIGTERM", stop);
