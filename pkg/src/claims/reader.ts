/** The part of the core's options that tests of claims change. */
interface Policy {
  claims?: unknown;
  claimTests?: unknown;
}

/** Options without their tests of claims. `put` adds the tests to a copy of these options. */
export interface WithoutTests {
  readonly options: object;
  put(policy: Policy): void;
}

let read: ((options: object) => WithoutTests) | undefined;

/** Called whenever a test is made: before the first one, no option can hold a test. */
export function readTestsBy(reader: (options: object) => WithoutTests): void {
  read = reader;
}

/**
 * The options without their tests, or `undefined` if no test was ever made.
 * @throws {JwtError} `options_invalid`
 */
export function readTests(options: object): WithoutTests | undefined {
  return read?.(options);
}
