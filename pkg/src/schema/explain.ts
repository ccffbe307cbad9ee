import type { JwtError } from "../error.js";
import type { Report } from "../types.js";
import { type AskSchema, atOnce } from "./payload.js";

/** Adds the check of the schema to a report. The schema runs only on claims that have passed every other check. */
export async function explained(reported: Promise<Report>, ask: AskSchema): Promise<Report> {
  const report = await reported;
  try {
    if (report.verdict === "verified") await ask(report.payload);
  } catch (thrown) {
    return withSchemaCheck(report, thrown as JwtError);
  }
  return withSchemaCheck(report);
}

/**
 * As {@link explained}, for a schema that returns no promise.
 * @throws {JwtError} `sync_unavailable` if the schema returns a promise
 */
export function explainedSync(report: Report, ask: AskSchema): Report {
  try {
    if (report.verdict === "verified") atOnce(ask(report.payload));
  } catch (thrown) {
    return withSchemaCheck(report, thrown as JwtError);
  }
  return withSchemaCheck(report);
}

/** Adds the check to the report. An error that is not about the token is thrown. */
function withSchemaCheck(report: Report, error?: JwtError): Report {
  if (error && error.code !== "schema_mismatch") throw error;
  const isAsked = report.verdict === "verified";
  const check = {
    name: "schema",
    outcome: error ? "failed" : isAsked ? "passed" : "skipped",
    message: error?.message ?? (isAsked ? "the claims match the schema" : "the token is not verified"),
    ...(error ? { error } : !isAsked && { reason: "not_verified" }),
  };
  return { ...report, checks: [...report.checks, check], ...(error && { verdict: "refused" }) } as Report;
}
