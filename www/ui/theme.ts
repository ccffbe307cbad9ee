/** Light, dark, or as the system has it. The choice lasts for the visit: it is stored nowhere. */

import { useState } from "preact/hooks";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function isTheme(name: string): name is Theme {
  return (THEMES as readonly string[]).includes(name);
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>("system");
  const choose = (chosen: Theme) => {
    show(chosen);
    setTheme(chosen);
  };
  return [theme, choose];
}

function show(theme: Theme): void {
  const isOwn = theme !== "system";
  if (isOwn) document.documentElement.setAttribute("data-theme", theme);
  else document.documentElement.removeAttribute("data-theme");
  // The browser's own bars take their colour from here.
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[data-scheme]")) {
    const { scheme } = meta.dataset;
    const chosen = scheme === theme ? "all" : "not all";
    meta.media = isOwn ? chosen : `(prefers-color-scheme: ${scheme})`;
  }
}
