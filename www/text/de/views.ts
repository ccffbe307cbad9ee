import type { Text } from "..";
import { number } from "../locale";

export const views: Text["views"] = {
  many: {
    tab: "Tokens",
    show: (count) => `Alle ${number(count)} Tokens anzeigen`,
    back: (count) => `Zurück zu den ${number(count)} Tokens`,
  },
  compare: {
    tab: "Vergleich",
    these: "Beide vergleichen",
    another: "Mit anderem Token vergleichen",
    last: "Mit dem letzten vergleichen",
  },
  outer: {
    opened: "Dieses Token steckte in einem anderen.",
    back: "Zurück zum äußeren Token",
  },
};
