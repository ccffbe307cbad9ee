import { isObject } from "../kind.js";
import type { IssuerFamily } from "./book.js";
import type { Issuer } from "./issuer.js";
import type { IssuersSettings } from "./options.js";

type Expand = (settings: IssuersSettings) => readonly Issuer[] | IssuerFamily;

/** An entry that is several issuers. It brings what it needs: a bundle without one has none of it. */
export class IssuerGroup {
  readonly #expand: Expand;

  constructor(expand: Expand) {
    this.#expand = expand;
  }

  /** `undefined` for another entry. */
  static expand(entry: unknown): Expand | undefined {
    return isObject(entry) && #expand in entry ? entry.#expand : undefined;
  }
}
