import type { Theme } from "vitepress";
// The default theme brings a font of half a megabyte.
import DefaultTheme from "vitepress/theme-without-fonts";
import { InspectorLink } from "./inspector-link";
import "./colours.css";
import "./code.css";
import "./layout.css";

export default {
  extends: DefaultTheme,
  enhanceApp({ app, siteData }) {
    app.component("InspectorLink", InspectorLink);
    if (import.meta.env.PROD && !import.meta.env.SSR) keepForOffline(siteData.value.base);
  },
} satisfies Theme;

/** Without it, or when it fails, nothing is missing while there is a network. */
function keepForOffline(base: string): void {
  if (!("serviceWorker" in navigator)) return;
  const register = () =>
    navigator.serviceWorker
      .register(`${base}service-worker.js`, { scope: base, updateViaCache: "none" })
      .catch((error) => console.info(`These pages will not work offline: ${error}`));
  // It fetches every page, and the one that was asked for comes first. Safari has no idle callbacks.
  const whenIdle = window.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 1000));
  const begin = () => whenIdle(register);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}
