/** What only some people need: loaded when several tokens are pasted, or two are to be compared. */
export { ComparePanel } from "./panels/compare";
export { ManyPanel } from "./panels/many";
