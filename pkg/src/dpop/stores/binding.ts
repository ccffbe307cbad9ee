import { invalidOptions } from "../../error.js";
import { orUnreadable, wrongOption } from "../../read-options.js";
import { misconfigured } from "../use.js";

/** The binding that a store needs, and the names for its error messages. */
export interface BindingKind {
  /** The function that the caller called. */
  readonly store: string;
  readonly what: string;
  /** The member of `wrangler.jsonc` that names it. */
  readonly place: string;
  readonly functions: readonly string[];
}

/** A binding, or a function that finds it in the bindings of a request: a module of a Worker has none while it is loaded. */
export type Binding<B, Env> = B | ((env: Env) => B);

/**
 * How to find a binding that has these functions.
 * @throws {JwtError} `options_invalid`, at once for a binding, and at the first use for what is found
 */
export function bindingIn<B, Env>(given: unknown, kind: BindingKind): (env: Env) => B {
  if (typeof given === "function") return (env) => misconfigured(() => binding(() => given(env), kind));
  const found = binding<B>(() => given, kind);
  return () => found;
}

function binding<B>(find: () => unknown, { store, what, place, functions }: BindingKind): B {
  const name = `the binding of ${store}`;
  return orUnreadable(name, () => {
    const found = find();
    if (found === undefined) throw invalidOptions(`${name} is undefined; is it among ${place}?`);
    const members = Object(found) as Record<string, unknown>;
    const isGood = functions.every((member) => typeof members[member] === "function");
    if (!isGood) throw wrongOption(`${name} must be ${what}`, found);
    return found as B;
  });
}
