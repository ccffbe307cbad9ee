import { defineConfig, type Plugin } from "vite";

/** The development server needs inline styles and a socket, which the page's own policy forbids. */
const relaxPolicyInDevelopment: Plugin = {
  name: "relax-policy-in-development",
  apply: "serve",
  transformIndexHtml(html, context) {
    return context.server ? html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "") : html;
  },
};

export default defineConfig({
  // Relative addresses, so that the page works below any path of any static host.
  base: "./",
  plugins: [relaxPolicyInDevelopment],
  build: {
    target: "es2022",
    // The polyfill fetches, and `connect-src 'none'` forbids that.
    modulePreload: { polyfill: false },
    // `img-src 'self'` has no `data:`.
    assetsInlineLimit: 0,
  },
});
