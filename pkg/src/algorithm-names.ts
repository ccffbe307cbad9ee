import { algorithms } from "../generated/core.js";
import { load } from "./module.js";
import type { Algorithm } from "./types.js";

let names: readonly Algorithm[] | undefined;

/** All algorithms, in the order in which the modules number them. */
export function algorithmNames(): readonly Algorithm[] {
  if (names === undefined) {
    load();
    names = algorithms().split(" ") as Algorithm[];
  }
  return names;
}
