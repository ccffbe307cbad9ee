import { invalidOptions } from "../error.js";
import type { Issuer } from "./issuer.js";

/** Issuers that are known by the form of their names, since there are too many to list: every tenant of Entra. */
export interface IssuerFamily {
  /** Whether this is one of its names. */
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

  /** @throws {JwtError} `options_invalid` for a second entry for one issuer, since nothing says which of the two counts */
  add(issuer: Issuer, place: string): void {
    const { name } = issuer;
    if (this.known(name) !== undefined) {
      throw invalidOptions(`${place}: the issuer ${JSON.stringify(name)} has an entry already`);
    }
    this.#listed.set(name, issuer);
  }

  /** @throws {JwtError} as {@link add} */
  addFamily(family: IssuerFamily, place: string): void {
    const listed = [...this.#listed.keys()].find((name) => family.has(name));
    const what = this.#family ? "every tenant" : listed && `the issuer ${JSON.stringify(listed)}`;
    if (what !== undefined) throw invalidOptions(`${place}: ${what} has an entry already`);
    this.#family = family;
  }

  /** By the exact name. */
  known(name: string): Issuer | undefined {
    return this.#listed.get(name) ?? (this.#family?.has(name) ? this.#family.issuer(name) : undefined);
  }
}
