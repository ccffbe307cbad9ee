import { invalidOption } from "../read-options.js";
import type { Issuer } from "./issuer.js";

/** Issuers that are recognised by the form of their names, because there are too many to list, such as all tenants of Entra. */
export interface IssuerFamily {
  /** Whether the issuer belongs to the family. */
  has(name: string): boolean;
  issuer(name: string): Issuer;
}

/** The issuers that the caller has listed. */
export class IssuerBook {
  readonly #listed = new Map<string, Issuer>();
  #family: IssuerFamily | undefined;

  get listed(): Iterable<Issuer> {
    return this.#listed.values();
  }

  /**
   * @throws {JwtError} `options_invalid` for a second entry for one issuer, because it would not be clear which of them
   *   counts
   */
  add(issuer: Issuer, place: string): void {
    const { name } = issuer;
    if (this.known(name) !== undefined) {
      throw invalidOption(place, `names the issuer ${JSON.stringify(name)}, which has an entry already`);
    }
    this.#listed.set(name, issuer);
  }

  /** @throws {JwtError} as {@link add} */
  addFamily(family: IssuerFamily, place: string): void {
    const listed = [...this.#listed.keys()].find((name) => family.has(name));
    const what = this.#family ? "every tenant" : listed && `the issuer ${JSON.stringify(listed)}`;
    if (what !== undefined) throw invalidOption(place, `names ${what}, which has an entry already`);
    this.#family = family;
  }

  /** The issuer with exactly this name. */
  known(name: string): Issuer | undefined {
    return this.#listed.get(name) ?? (this.#family?.has(name) ? this.#family.issuer(name) : undefined);
  }
}
