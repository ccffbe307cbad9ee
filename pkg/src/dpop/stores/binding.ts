import { invalidOptions } from "../../error.js";
import { orUnreadable, wrongArgument } from "../../read-options.js";
import { misconfigured } from "../proof-use.js";

/** The binding that a store needs, and the names for error messages. */
export interface BindingKind {
  /** The function that the caller has called. */
  readonly store: string;
  readonly what: string;
  /** The member of `wrangler.jsonc` that declares it. */
  readonly place: string;
  readonly functions: readonly string[];
}

/**
 * A binding, or a function that finds it in the bindings of a request, because a Worker has no bindings while its
 * modules are loaded.
 */
export type Binding<B, Env> = B | ((env: Env) => B);

/**
 * Returns a function that finds the binding and checks its functions.
 * @throws {JwtError} `options_invalid`, at once for a wrong binding, and at the first use for a wrong one that a
 *   function finds
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
    if (!isGood) throw wrongArgument(`${name} must be ${what}`, found);
    return found as B;
  });
}
