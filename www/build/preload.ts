import type { Plugin } from "vite";

/** The entry asks for it with the words of the page, which it chooses. Its own parts need not wait for that. */
const APP = "start";

/** Lets the document ask for the app itself. */
export const preloadApp: Plugin = {
  name: "preload-app",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      if (!bundle) return;
      const app = Object.values(bundle).find((file) => file.type === "chunk" && file.name === APP);
      if (app?.type !== "chunk") throw new Error(`there is no file of ${APP}.tsx`);
      return [app.fileName, ...app.imports]
        .filter((file) => !html.includes(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "modulepreload", crossorigin: true, href: `./${file}` },
          injectTo: "head" as const,
        }));
    },
  },
};
