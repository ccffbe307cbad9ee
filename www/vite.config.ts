import { defineConfig, type Plugin } from "vite";
import { precache } from "./build/precache";

/** The development server needs inline styles and a socket, which the page's own policy forbids. */
const relaxPolicyInDevelopment: Plugin = {
  name: "relax-policy-in-development",
  apply: "serve",
  transformIndexHtml(html, context) {
    return context.server ? html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "") : html;
  },
};

const WORKER = "service-worker";

export default defineConfig({
  // Relative addresses, so that the page works below any path of any static host.
  base: "./",
  plugins: [relaxPolicyInDevelopment, precache],
  build: {
    target: "es2022",
    // The polyfill fetches, and `connect-src 'none'` forbids that.
    modulePreload: false,
    // `img-src 'self'` has no `data:`.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: "index.html", [WORKER]: `worker/${WORKER}.ts` },
      output: {
        // Its address must stay the same from one version to the next, and its place decides what it serves.
        entryFileNames: ({ name }) => (name === WORKER ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
