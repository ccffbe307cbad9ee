import { timeInWords } from "../model/time";
import { type marksOf, phaseAt, type Scale, type Zone } from "../model/timeline";
import { text } from "../text";

/** More than the slider has pixels. */
const STEPS = 2000;

interface Props {
  zones: readonly Zone[];
  scale: Scale;
  marks: ReturnType<typeof marksOf>;
  clock: number;
  at: number;
  isNow: boolean;
  onTimeChange(time: number): void;
}

export function Track({ zones, scale, marks, clock, at, isNow, onTimeChange }: Props) {
  const time = timeInWords(at, clock);
  const phase = text.time.phases[phaseAt(zones, at)];
  return (
    <div class="timeline">
      <div class="track" aria-hidden="true">
        {zones.map((zone, index) => (
          <ShownZone key={index} zone={zone} scale={scale} />
        ))}
        {marks.map(({ names, at }) => (
          <span key={names.join()} class="mark-line" style={{ left: percent(at) }} />
        ))}
        <span class={`now-line${isNow ? "" : " is-left"}`} style={{ left: percent(scale.position(clock)) }}>
          <span class="now-name">{text.time.now}</span>
        </span>
      </div>
      <input
        type="range"
        class="time-slider"
        aria-label={text.time.slider}
        aria-valuetext={time ? `${time.date}, ${time.distance}: ${phase}` : phase}
        min={0}
        max={STEPS}
        step={1}
        value={Math.round(scale.position(at) * STEPS)}
        onInput={({ currentTarget }) => onTimeChange(stepTime(scale, currentTarget.valueAsNumber))}
      />
      <div class="mark-names" aria-hidden="true">
        {marks.map(({ names, at }) => (
          <code key={names.join()} class="mark-name" style={{ left: percent(at) }}>
            {names.join(" ")}
          </code>
        ))}
      </div>
    </div>
  );
}

function ShownZone({ zone, scale }: { zone: Zone; scale: Scale }) {
  const from = scale.position(zone.from);
  const width = scale.position(zone.to) - from;
  if (width <= 0) return null;
  return (
    <span class={`zone zone-${zone.phase}`} style={{ left: percent(from), width: percent(width) }}>
      <span class="zone-name">{text.time.phases[zone.phase]}</span>
    </span>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}

/** The range of times that the core accepts. */
const [FIRST, LAST] = [1, 100_000_000_000];

/** Whole seconds, unless a step is shorter, because every step must move. */
function stepTime(scale: Scale, step: number): number {
  const time = scale.time(step / STEPS);
  const length = Math.abs(scale.time((step + 1) / STEPS) - scale.time((step - 1) / STEPS)) / 2;
  return Math.min(LAST, Math.max(FIRST, length >= 1 ? Math.round(time) : time));
}
