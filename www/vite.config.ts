import { defineConfig, type Plugin } from "vite";
import { findStages, stageOf } from "./build/chunks";
import { precache } from "./build/precache";
import { preloadApp } from "./build/preload";

/** The development server needs inline styles and a socket, which the page's policy forbids. */
const relaxPolicyInDevelopment: Plugin = {
  name: "relax-policy-in-development",
  apply: "serve",
  transformIndexHtml(html, context) {
    return context.server ? html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "") : html;
  },
};

const WORKER = "service-worker";

export default defineConfig({
  // Relative addresses let the page work below any path.
  base: "./",
  plugins: [relaxPolicyInDevelopment, findStages, preloadApp, precache],
  build: {
    target: "es2022",
    // The polyfill fetches, which `connect-src 'none'` forbids. The links of the document let its files come together.
    modulePreload: { polyfill: false },
    // `img-src 'self'` forbids `data:` images.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: "index.html", [WORKER]: `worker/${WORKER}.ts` },
      output: {
        // Its address must not change between versions, and its folder decides which pages it serves.
        entryFileNames: ({ name }) => (name === WORKER ? "[name].js" : "assets/[name]-[hash].js"),
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: stageOf }] },
      },
    },
  },
});
