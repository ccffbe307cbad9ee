import { isObject } from "../kind.js";
import type { IssuerFamily } from "./book.js";
import type { Issuer } from "./issuer.js";
import type { IssuersSettings } from "./options.js";

type Expand = (settings: IssuersSettings) => readonly Issuer[] | IssuerFamily;

/** An entry for several issuers. It carries its own code, so that a bundle that makes no such entry does not have it. */
export class IssuerGroup {
  readonly #expand: Expand;

  constructor(expand: Expand) {
    this.#expand = expand;
  }

  /** `undefined` if the entry is not a group. */
  static expand(entry: unknown): Expand | undefined {
    return isObject(entry) && #expand in entry ? entry.#expand : undefined;
  }
}
