// Another realm, as in Jest and Vitest with jsdom, in `vm` and in iframes. `instanceof` is false for all of its values.
import { createContext, runInContext } from "node:vm";

const realm = createContext({ URL, Headers, AbortController, Request, Response, structuredClone });

/** Evaluates source in the other realm, with `given` in scope. */
export function there(source, given) {
  realm.given = given;
  return runInContext(`(${source})`, realm);
}
