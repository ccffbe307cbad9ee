// Another realm, as Jest and Vitest with jsdom, `vm` and iframes make one: `instanceof` knows none of its values.
import { createContext, runInContext } from "node:vm";

const realm = createContext({ URL, Headers, AbortController, Request, Response, structuredClone });

/** A value of the other realm; `given` is in scope there. */
export function there(source, given) {
  realm.given = given;
  return runInContext(`(${source})`, realm);
}
