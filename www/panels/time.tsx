import type { ShownObject } from "../model/decoded-token";
import { demandingKind, isJudgedByAge } from "../model/profiles/demands";
import { durationInWords, timeInWords } from "../model/time";
import {
  isEmpty,
  type Life,
  lifeOf,
  marksOf,
  oddTimes,
  phaseAt,
  scaleOf,
  type Zone,
  zonesOf,
} from "../model/timeline";
import { text } from "../text";
import { Panel } from "../ui/panel";
import { Track } from "./time-track";

interface Props {
  header: ShownObject | undefined;
  payload: ShownObject | undefined;
  /** The clock's time, in seconds. */
  clock: number;
  /** The time the claims are checked at, if that is not now. */
  at: number | undefined;
  /** Seconds. */
  tolerance: number;
  onTimeChange(time: number | undefined): void;
}

export function TimePanel({ header, payload, clock, at, tolerance, onTimeChange }: Props) {
  if (!payload) return null;
  const life = lifeOf(payload);
  const without = withoutTrack(header, payload, life);
  if (without !== undefined) {
    return (
      <Panel title={text.time.title} name="time">
        <p class="hint">{without}</p>
      </Panel>
    );
  }
  const time = at ?? clock;
  const zones = zonesOf(life, tolerance);
  const scale = scaleOf(life, clock);
  const phase = phaseAt(zones, time);
  return (
    <Panel
      title={text.time.title}
      name="time"
      aside={
        <p class="time-now">
          <strong>{headline(life, zones, time)}</strong>
          {phase === "tolerated" && <span> {text.time.tolerated}</span>}
        </p>
      }
    >
      <Track
        zones={zones}
        scale={scale}
        marks={marksOf(life, scale)}
        clock={clock}
        at={time}
        isNow={at === undefined}
        onTimeChange={onTimeChange}
      />
      <p class="time-foot hint">
        <span>
          {timeInWords(time, clock)?.date}:{" "}
          <strong class={`phase-${phase}`}>{text.time.phases[phase]}</strong>
        </span>
        {durations(life, tolerance).map((words) => (
          <span key={words}>{words}</span>
        ))}
      </p>
    </Panel>
  );
}

/** Why the times do not give a validity. */
function withoutTrack(header: ShownObject | undefined, payload: ShownObject, life: Life): string | undefined {
  const odd = oddTimes(payload);
  if (odd.includes("exp")) return text.time.oddExpiry;
  if (isEmpty(life) && odd.length > 0) return text.time.odd(odd.join(", "));
  const kind = demandingKind(header);
  if (kind && isJudgedByAge(header, life)) return text.judged.demands[kind];
  return isEmpty(life) ? text.time.none : undefined;
}

/** It is on the verdict's edge, so that nothing below moves while the slider moves. */
export function FixedTime({ at, onBack }: { at: number; onBack(): void }) {
  const time = timeInWords(at, at);
  return (
    <p class="fixed-time">
      {time && text.time.fixedTime(time.date)}
      <button type="button" class="quiet" onClick={onBack}>
        {text.time.backToNow}
      </button>
    </p>
  );
}

function headline({ nbf, exp }: Life, zones: readonly Zone[], now: number): string {
  if (!zones.some(({ phase }) => phase === "valid")) return text.time.neverValid;
  if (nbf !== undefined && now < nbf) return text.time.startsIn(durationInWords(nbf - now));
  if (exp === undefined) return text.time.neverExpires;
  return now < exp
    ? text.time.expiresIn(durationInWords(exp - now))
    : text.time.expiredAgo(durationInWords(now - exp));
}

function durations({ iat, nbf, exp }: Life, tolerance: number): string[] {
  const start = iat ?? nbf;
  const found: string[] = [];
  if (start !== undefined && exp !== undefined && exp > start) {
    found.push(text.time.lifetime(durationInWords(exp - start)));
  }
  if (tolerance > 0) found.push(text.time.tolerance(durationInWords(tolerance)));
  return found;
}
