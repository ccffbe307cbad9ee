/** The options as the core reads them, as far as tests matter. */
interface Policy {
  claims?: unknown;
  claimTests?: unknown;
}

/** Options without their tests of claims, which `put` adds to the copied rest. */
export interface WithoutTests {
  readonly options: object;
  put(policy: Policy): void;
}

let read: ((options: object) => WithoutTests) | undefined;

/** Called when the first test is made: no option can hold a test before. */
export function readTestsBy(reader: (options: object) => WithoutTests): void {
  read = reader;
}

/**
 * `undefined` if no test was ever made.
 * @throws {JwtError} `options_invalid`
 */
export function readTests(options: object): WithoutTests | undefined {
  return read?.(options);
}
