/** What the core reads of options, as far as tests go. */
interface Policy {
  claims?: unknown;
  claimTests?: unknown;
}

/** Options without the tests of claims, which `put` adds to what was copied of the rest. */
export interface WithoutTests {
  readonly options: object;
  put(policy: Policy): void;
}

let read: ((options: object) => WithoutTests) | undefined;

/** Has options read that may hold tests, from the first test on. */
export function readTestsBy(reader: (options: object) => WithoutTests): void {
  read = reader;
}

/**
 * `undefined` where there cannot be any test.
 * @throws {JwtError} `options_invalid`
 */
export function readTests(options: object): WithoutTests | undefined {
  return read?.(options);
}
