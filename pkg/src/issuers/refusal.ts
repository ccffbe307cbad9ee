import { type CoreError, coreError, type JwtError } from "../error.js";
import type { CheckName } from "../names.js";
import type { Check, Report } from "../types.js";

/** The length at which the core's messages cut values off. */
const SHORT = 100;

/** The error of a token whose `iss` is not a trusted issuer. */
export function unknownIssuer(iss: string, isTraced: boolean): JwtError {
  const message = `the token's issuer ${shortened(iss)} is not one of the trusted issuers`;
  return coreError({ code: "issuer_unknown", message, claim: "iss", actual: iss } as CoreError, isTraced);
}

/** The error of a token whose `iss` is absent. */
export function missingIssuer(isTraced: boolean): JwtError {
  const message = 'the claim "iss" is missing';
  return coreError({ code: "claim_missing", message, claim: "iss" } as CoreError, isTraced);
}

/** The error of a token whose `iss` is not a string. */
export function invalidIssuer(iss: unknown, isTraced: boolean): JwtError {
  const [expected, actual] = ["a string", kindOfJson(iss)];
  const message = `the claim "iss" must be ${expected}, but it is ${actual}`;
  const facts = { code: "claim_invalid", message, claim: "iss", expected, actual };
  return coreError(facts as CoreError, isTraced);
}

/** The error of a token for which the caller and its issuer allow no common algorithm. */
export function noAlgorithm(actual: unknown, isTraced: boolean): JwtError {
  const message = "the caller's algorithms and those of the token's issuer have none in common";
  const facts = { code: "algorithm_not_allowed", message, expected: [], actual };
  return coreError(facts as unknown as CoreError, isTraced);
}

/** A JSON value for a message, cut off if it is long. */
export function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}

/** The type of a JSON value, in the same words as the core's. */
function kindOfJson(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The report of a token for which no key could be chosen. This check fails. */
export function withoutKeys(report: Report, name: CheckName, error: JwtError): Report {
  const checks = report.checks.map((check) =>
    check.outcome === "skipped" && check.reason === "no_key"
      ? { ...check, message: "no key was chosen for the token" }
      : check,
  );
  return refusedBy({ ...report, checks } as Report, name, error);
}

/**
 * A report in which this check is the first that fails, because `verify` throws its error.
 * @param name of the check, which replaces the one of the same name
 */
export function refusedBy(report: Report, name: CheckName, error: JwtError): Report {
  const failed: Check = { name, outcome: "failed", message: error.message, error };
  const place = report.checks.findIndex((check) => check.name === name || check.outcome === "failed");
  const checks = report.checks.filter((check) => check.name !== name);
  checks.splice(place === -1 ? checks.length : place, 0, failed);
  return { ...report, verdict: "refused", checks } as Report;
}

/** A report that says how the keys were found. */
export function chosenBy(report: Report, told: string): Report {
  const checks = report.checks.map((check) =>
    check.name === "iss" && check.outcome === "passed"
      ? { ...check, message: `${check.message}; ${told}` }
      : check,
  );
  return { ...report, checks } as Report;
}
