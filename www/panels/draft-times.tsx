import type { RefObject } from "preact";
import { timesIn, type WrittenTime, withValueAt } from "../model/draft-text";
import { looksLikeMilliseconds, timeReading } from "../model/time";
import { text } from "../text";
import { Clocks } from "../ui/clocks";
import { rewrite } from "../ui/replace-text";

interface Props {
  payload: string;
  now: number;
  field: RefObject<HTMLTextAreaElement | null>;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The times of the text in words, and buttons that move them. They change only the digits. */
export function DraftTimes({ payload, now, field }: Props) {
  const times = timesIn(payload);
  if (times.length === 0) return null;
  const put = (time: WrittenTime, seconds: number) => {
    const { current } = field;
    // A later letter may already be in the field.
    if (current?.value === payload) rewrite(current, withValueAt(payload, time, String(seconds)));
  };
  return (
    <ul class="draft-times" aria-label={text.make.times}>
      {times.map((time, index) => (
        <li key={`${time.name} ${index}`}>
          <code class="member-name">{time.name}</code>
          <span class="reading">
            <Clocks clocks={readingOf(time, now).split(" · ")} />
          </span>
          <span class="joined">
            <Move name={time.name} label={text.make.moves.now} onPress={() => put(time, now)} />
            {time.seconds !== undefined && (
              <>
                <Move
                  name={time.name}
                  label={text.make.moves.hour}
                  onPress={() => put(time, (time.seconds ?? now) + HOUR)}
                />
                <Move
                  name={time.name}
                  label={text.make.moves.day}
                  onPress={() => put(time, (time.seconds ?? now) + DAY)}
                />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Move({ name, label, onPress }: { name: string; label: string; onPress(): void }) {
  return (
    <button
      type="button"
      class="quiet"
      aria-label={text.make.moveTime(name, label)}
      // The caret stays in the editor.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {label}
    </button>
  );
}

function readingOf({ seconds }: WrittenTime, now: number): string {
  if (seconds === undefined) return text.claims.notATime;
  if (looksLikeMilliseconds(seconds)) return text.claims.milliseconds;
  return timeReading(seconds, now) ?? text.claims.noCalendar;
}
