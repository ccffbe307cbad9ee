import type { Outcome } from "../../model/many/outcome";
import { number } from "../locale";

const some = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;

const outcomes: Record<Outcome, string> = {
  verified: "verified",
  expired: "expired",
  early: "not valid yet",
  claims: "refused because of a claim",
  mismatch: "wrong signature",
  otherKey: "for a different algorithm than the key",
  noKeyFits: "without a matching key",
  refused: "refused because of the header",
  disclosures: "with invalid disclosures or key binding",
  detached: "with a detached payload",
  unsigned: "not signed",
  encrypted: "encrypted",
  malformed: "malformed",
  unchecked: "not checked",
};

export const many = {
  title: "Tokens",
  outcomes,
  /** Beside an outcome. */
  unproven: "unchecked",
  unasked: "aud not asked",
  judging: "…",
  line: (count: number, tallies: string) =>
    `${some(count, "token", "tokens")}${tallies === "" ? "" : `: ${tallies}`}`,
  tally: (count: number, outcome: string) => `${number(count)} ${outcome}`,
  details: (unproven: number, duplicates: number) => [
    ...(unproven > 0 ? [`${some(unproven, "signature was", "signatures were")} not checked.`] : []),
    ...(duplicates > 0 ? [`${some(duplicates, "duplicate is", "duplicates are")} left out.`] : []),
  ],
  leftOver: "The key in the key field was entered before, and verifies none of these tokens.",
  busy: (done: number, all: number) => `Checking ${number(done)} of ${number(all)}…`,
  columns: {
    number: "No.",
    label: "Name",
    sub: "sub",
    aud: "aud",
    exp: "exp",
    alg: "alg",
    kid: "kid",
    outcome: "Result",
  },
  filter: "Filter tokens",
  matches: (count: number, all: number) => `${number(count)} of ${number(all)}`,
  none: "No token matches the filter.",
  open: (at: number) => `Open token ${number(at)}`,
  times: (count: number) => `${number(count)}×`,
  timesSaid: (count: number) => `found ${number(count)} times`,
  keys: "The arrow keys move between the tokens, and Enter opens one.",
};

export const compare = {
  title: "Two tokens side by side",
  back: "Back to the token",
  swap: "Swap",
  replace: "Replace the second token",
  second: "Paste the second token",
  notFound: "There is no token in this text.",
  sides: { left: "First token", right: "Second token" },
  columns: { claim: "Claim", change: "Difference" },
  kinds: {
    added: "added",
    removed: "removed",
    changed: "changed",
    form: "same value, written differently",
    order: "same items, different order",
    same: "the same",
    unread: "cannot be compared",
  },
  counts: {
    added: (count: number) => `${number(count)} added`,
    removed: (count: number) => `${number(count)} removed`,
    changed: (count: number) => `${number(count)} changed`,
    form: (count: number) => `${number(count)} written differently`,
    order: (count: number) => `${number(count)} in a different order`,
    same: (count: number) => `${number(count)} the same`,
    unread: (count: number) => `${number(count)} not comparable`,
  },
  later: (duration: string) => `${duration} later`,
  earlier: (duration: string) => `${duration} earlier`,
  items: (added: number, removed: number) =>
    [
      ...(added > 0 ? [`${number(added)} added`] : []),
      ...(removed > 0 ? [`${number(removed)} removed`] : []),
    ].join(", "),
  types: (left: string, right: string) => `${left} → ${right}`,
  typeNames: {
    object: "object",
    array: "list",
    string: "string",
    number: "number",
    literal: "true, false or null",
  },
  absent: "not there",
  nth: (count: number) => `(${number(count)})`,
  whole: "whole content",
  showSame: (count: number) => `Show ${number(count)} that ${count === 1 ? "is" : "are"} the same`,
  hideSame: "Hide what is the same",
  more: (count: number) => `Show ${number(count)} more`,
  identical: "The two tokens are the same, character by character.",
  signatureOnly: "Header and payload are the same; only the signature differs.",
  sameText: "Header and payload are the same, character by character.",
  sameClaims:
    "All claims have the same values; only their order, white space or the form of numbers differs.",
  disclosures: {
    compared:
      "What an SD-JWT discloses is compared as claims. What it hides, and its key binding, is not compared.",
    unread: "What follows the first ~, the disclosures of an SD-JWT, is not compared.",
  },
  unread: (side: string, part: string) => `${side}: the ${part} cannot be read completely.`,
};
