// Serves the built page on loopback until it is interrupted or the program that started it has ended.
import { preview } from "vite";

/** The docs are another build, which `cargo xtask docs --serve` shows with this page. */
const docs = {
  name: "docs",
  configurePreviewServer({ middlewares }) {
    middlewares.use("/docs/", (_request, response) => {
      response.writeHead(302, { Location: "https://github.com/jwt-wasm/jwt-wasm/tree/main/docs" }).end();
    });
  },
};

const port = process.argv[2];
try {
  const server = await preview({
    root: "www",
    logLevel: "error",
    plugins: [docs],
    // A port that was asked for must be free; without one, Vite takes the next free port.
    preview: { host: "127.0.0.1", port: Number(port ?? 4173), strictPort: port !== undefined, open: false },
  });
  console.log(`The inspector is at ${server.resolvedUrls.local[0]} (Ctrl-C stops it)`);
} catch (error) {
  console.error(`error: cannot serve the page: ${error.message}`);
  process.exit(1);
}

const stop = () => process.exit(0);
process.stdin.on("end", stop).resume();
process.on("SIGINT", stop).on("SIGTERM", stop);
