import { isObject } from "../kind.js";
import type { IssuerFamily } from "./book.js";
import type { Issuer } from "./issuer.js";
import type { IssuersSettings } from "./options.js";

type Expand = (settings: IssuersSettings) => readonly Issuer[] | IssuerFamily;

/** An entry for several issuers. It carries its own code, so that a bundle without such an entry leaves the code out. */
export class IssuerGroup {
  readonly #expand: Expand;

  constructor(expand: Expand) {
    this.#expand = expand;
  }

  /** The code of the entry, or `undefined` if it is not for several issuers. */
  static expand(entry: unknown): Expand | undefined {
    return isObject(entry) && #expand in entry ? entry.#expand : undefined;
  }
}
