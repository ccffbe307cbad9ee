/** Light, dark, or the system's choice. It is not stored, so it lasts for the visit. */

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
  // Browsers colour their own bars with this.
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[data-scheme]")) {
    const { scheme } = meta.dataset;
    const chosen = scheme === theme ? "all" : "not all";
    meta.media = isOwn ? chosen : `(prefers-color-scheme: ${scheme})`;
  }
}
