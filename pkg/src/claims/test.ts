/** What a {@link ClaimTest} asks for. */
export type ClaimTestKind = "oneOf" | "contains";

let isOurs: (value: unknown) => boolean;

/** What the value of a claim must be: made by `oneOf` or `contains`. */
export class ClaimTest<K extends ClaimTestKind = ClaimTestKind, V = unknown> {
  readonly #isOurs = true;
  readonly kind: K;
  readonly values: readonly V[];

  /** @internal `values` must be a copy that nobody else can change */
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
 * Runs no code of the value, which may be a caller's proxy.
 * @internal
 */
export const isClaimTest = (value: unknown): value is ClaimTest => isOurs(value);
