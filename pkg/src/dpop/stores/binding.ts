import { orUnreadable, wrongOption } from "../../read-options.js";

/** A binding, or a function that finds it in the bindings of a request: a module of a Worker has none while it is loaded. */
export type Binding<B, Env> = B | ((env: Env) => B);

/**
 * How to find a binding that has these functions.
 * @throws {JwtError} `options_invalid`, at once for a binding, and at the first use for what is found
 */
export function bindingIn<B, Env>(
  given: unknown,
  what: string,
  functions: readonly string[],
): (env: Env) => B {
  const checked = (found: unknown) =>
    orUnreadable("the namespace", () => {
      const members = Object(found) as Record<string, unknown>;
      for (const name of functions) {
        if (typeof members[name] !== "function") throw wrongOption(`the namespace must be ${what}`, found);
      }
      return found as B;
    });
  if (typeof given === "function") return (env) => checked(given(env));
  const found = checked(given);
  return () => found;
}
