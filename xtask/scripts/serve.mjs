// Serves the built page on loopback until it is interrupted or its starter is gone.
import { preview } from "vite";

const port = process.argv[2];
try {
  const server = await preview({
    root: "www",
    logLevel: "error",
    // A port that was asked for is the one that is wanted; without one, any free port will do.
    preview: { host: "127.0.0.1", port: Number(port ?? 4173), strictPort: port !== undefined, open: false },
  });
  console.log(`The inspector is at ${server.resolvedUrls.local[0]} (Ctrl-C stops it)`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const stop = () => process.exit(0);
process.stdin.on("end", stop).resume();
process.on("SIGINT", stop).on("SIGTERM", stop);
