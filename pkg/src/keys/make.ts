import { describeKey, publicJwk } from "../../generated/core.js";
import { made, readNumber, readText, settled } from "../core/door.js";
import type { Verifying } from "../engines/verifying.js";
import { invalidKey } from "../error.js";
import type { Key } from "../key.js";
import { ALGORITHMS } from "../names.js";
import type { Algorithm } from "../types.js";
import { CoreKeys, handleOf, type KeyHandle } from "./handle.js";
import type { Jwk } from "./jwk.js";

/** The core's description of a key or a set. */
interface Description {
  readonly algorithms: readonly Algorithm[];
  readonly role: KeyHandle["role"];
  readonly kids: KeyHandle["kids"];
  readonly size: number;
}

/** Of this name, which is what prints. */
export const CoreKey: new (number: number, verifying?: Verifying) => CoreKeys = class Key extends CoreKeys {
  readonly algorithms: readonly Algorithm[];
  declare readonly kid?: string;

  constructor(number: number, verifying?: Verifying) {
    const description = describe(number);
    super(number, description, verifying);
    this.algorithms = description.algorithms;
    const [kid] = description.kids;
    if (typeof kid === "string") this.kid = kid;
  }

  toPublicJwk(): Jwk {
    const json = publicJwkOf(handleOf(this).number());
    if (json === "") {
      throw invalidKey("the key has no public half here", "public_half_missing");
    }
    return JSON.parse(json);
  }
};

const ROLES = ["secret", "public", "private", "set"] as const;
const HAS_KID = 4;

export function describe(number: number): Description {
  settled(describeKey(number), true);
  const [bits, flags, size] = [readNumber(0), readNumber(1), readNumber(2)];
  const role = ROLES[flags & 3] as KeyHandle["role"];
  const text = readText();
  const kids = role === "set" ? JSON.parse(text) : (flags & HAS_KID) === 0 ? [] : [text];
  const algorithms = Object.freeze(ALGORITHMS.filter((_, place) => (bits >> place) & 1));
  return { algorithms, role, kids, size };
}

/** Empty where there is none. */
export function publicJwkOf(number: number): string {
  settled(publicJwk(number), true);
  return readText();
}

/** A secret of what the core makes. */
export function makeSecretKey<K extends Key>(make: () => number): K {
  return new CoreKey(made(make, true)) as unknown as K;
}
