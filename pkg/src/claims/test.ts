/** The kind of a {@link ClaimTest}: equal to one of the values, or an array that holds all of them. */
export type ClaimTestKind = "oneOf" | "contains";

let isOurs: (value: unknown) => boolean;

/** A test for the value of a claim, made by `oneOf` or `contains`. */
export class ClaimTest<K extends ClaimTestKind = ClaimTestKind, V = unknown> {
  readonly #isOurs = true;
  /** `oneOf` or `contains`. */
  readonly kind: K;
  /** The JSON values that the claim is compared with. */
  readonly values: readonly V[];

  /** @internal `values` must be a copy that no other code can change */
  constructor(kind: K, values: readonly V[]) {
    this.kind = kind;
    this.values = Object.freeze(values);
    Object.freeze(this);
  }

  static {
    isOurs = (value) => typeof value === "object" && value !== null && #isOurs in value && value.#isOurs;
  }
}

/**
 * Whether `oneOf` or `contains` made the value. The check runs no code of the value, which may be a caller's proxy.
 * @internal
 */
export const isClaimTest = (value: unknown): value is ClaimTest => isOurs(value);
