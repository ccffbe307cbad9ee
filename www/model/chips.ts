/** What a reader asks first, beside whether the token is good: which key, until when, for whom. */

import { text } from "../text";
import type { DecodedToken } from "./decoded-token";
import { isJudgedByAge } from "./profiles/demands";
import { audiencesOf, type Remedy } from "./remedy";
import type { Unasked } from "./sorted-checks";
import { shortDuration } from "./time";
import { lifeOf, oddTimes, phaseAt, zonesOf } from "./timeline";
import type { Tone } from "./verdict";

export interface Chip {
  /** What it is about. It stays the same while the label changes, so that the focus stays as well. */
  readonly name: "key" | "time" | "audience" | "warnings";
  readonly label: string;
  /** The part of the label that is cut where it is too long, so that the words around it stay in sight. */
  readonly long?: string;
  readonly tone?: Tone;
  /** What pressing it does. */
  readonly remedy?: Remedy;
  /** It repeats what the reader answered. */
  readonly isAnswer?: boolean;
}

interface Facts {
  readonly decoded: DecodedToken;
  readonly unasked: readonly Unasked[];
  /** The audience that the reader says they are. */
  readonly audience: string;
  readonly now: number;
  /** Seconds. */
  readonly tolerance: number;
  readonly warnings: number;
}

export function chipsOf({ decoded, unasked, audience, now, tolerance, warnings }: Facts): Chip[] {
  return [
    ...keyChip(decoded),
    ...timeChip(decoded, now, tolerance),
    ...unasked.flatMap(({ check: { error }, why }) =>
      why === "no_answer" && error ? audienceChip(audiencesOf(error)) : [],
    ),
    ...answeredChip(decoded, audience),
    ...(warnings > 0
      ? [{ name: "warnings" as const, label: text.frame.warnings(warnings), tone: "caution" as const }]
      : []),
  ];
}

/** The header's row shows the whole `kid`. */
const LONGEST_KID = 12;

function keyChip({ header }: DecodedToken): Chip[] {
  if (typeof header?.alg !== "string") return [];
  const { kid } = header;
  const short =
    typeof kid === "string" && kid.length > LONGEST_KID ? `${kid.slice(0, LONGEST_KID - 1)}…` : kid;
  const label =
    typeof short === "string" && short !== "" ? `${header.alg} · ${text.frame.kid(short)}` : header.alg;
  return [{ name: "key", label }];
}

function timeChip({ header, payload }: DecodedToken, now: number, tolerance: number): Chip[] {
  if (!payload) return [];
  const life = lifeOf(payload);
  const isUnknown = oddTimes(payload).includes("exp") || isJudgedByAge(header, life);
  const { nbf, exp } = life;
  const phase = phaseAt(zonesOf(life, tolerance), now);
  if (nbf !== undefined && now < nbf) {
    return [{ name: "time", label: text.time.startsIn(shortDuration(nbf - now)), tone: "bad" }];
  }
  if (isUnknown) return [];
  if (exp === undefined) return [{ name: "time", label: text.time.neverExpires, tone: "caution" }];
  if (now < exp)
    return [{ name: "time", label: text.time.expiresIn(shortDuration(exp - now)), tone: "good" }];
  const tone = phase === "tolerated" ? "caution" : "bad";
  return [{ name: "time", label: text.time.expiredAgo(shortDuration(now - exp)), tone }];
}

function audienceChip([first, ...more]: readonly string[]): Chip[] {
  if (first === undefined) return [];
  const remedy = { kind: "expect", field: "audience", value: first } as const;
  const label = text.frame.audience(first, more.length);
  return [{ name: "audience", label, long: first, tone: "unknown", remedy }];
}

/** Pressing it takes the answer back. */
function answeredChip({ payload }: DecodedToken, audience: string): Chip[] {
  const { aud } = payload ?? {};
  const isNamed = audience !== "" && (Array.isArray(aud) ? aud.includes(audience) : aud === audience);
  const remedy = { kind: "expect_nothing", field: "audience" } as const;
  if (!isNamed) return [];
  const label = text.judged.audienceIs(audience);
  return [{ name: "audience", label, long: audience, tone: "good", remedy, isAnswer: true }];
}
