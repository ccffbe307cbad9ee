import { number } from "../locale";

/** What leads to the table of many tokens, and to two side by side. */
export const views = {
  many: {
    /** The tab of a narrow page. */
    tab: "Tokens",
    show: (count: number) => `Show all ${number(count)} tokens`,
    back: (count: number) => `Back to the ${number(count)} tokens`,
  },
  compare: {
    tab: "Comparison",
    these: "Compare them",
    another: "Compare with another token",
    last: "Compare with the last one",
  },
  outer: {
    opened: "This token was inside another one.",
    back: "Back to the outer token",
  },
};
