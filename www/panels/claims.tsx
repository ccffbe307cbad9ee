import type { Report } from "jwt-wasm";
import type { Reading, ShownObject } from "../model/reading";
import { looksLikeMilliseconds, timeInWords } from "../model/time";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { Panel } from "../ui/panel";

const REGISTERED = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"] as const;

type Registered = (typeof REGISTERED)[number];
type TimeClaim = keyof typeof text.claims.verbs;

interface Props {
  reading: Reading;
  report: Report;
  now: number;
}

export function ClaimsPanel({ reading, report, now }: Props) {
  if (reading.token === "") return null;
  const isRefused = report.checks.some((check) => check.name === "payload" && check.outcome === "failed");
  return (
    <Panel title={text.claims.title} name="claims">
      {reading.payload === undefined ? (
        <p class="hint">{text.claims.unreadable}</p>
      ) : isRefused ? (
        <p class="hint">{text.claims.refused}</p>
      ) : (
        <Claims payload={reading.payload} now={now} />
      )}
    </Panel>
  );
}

function Claims({ payload, now }: { payload: ShownObject; now: number }) {
  const present = REGISTERED.filter((name) => Object.hasOwn(payload, name));
  const absent = REGISTERED.filter((name) => !Object.hasOwn(payload, name));
  const others = Object.keys(payload).filter((name) => !REGISTERED.some((registered) => registered === name));
  return (
    <>
      {present.length === 0 ? (
        <p class="hint">{text.claims.none}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{text.claims.columns.name}</th>
              <th scope="col">{text.claims.columns.value}</th>
            </tr>
          </thead>
          <tbody>
            {present.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <Meaning name={name} />
                </th>
                <td>
                  {isTime(name) ? (
                    <Time name={name} value={payload[name]} now={now} />
                  ) : (
                    <Value value={payload[name]} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {absent.length > 0 && <p class="hint">{text.claims.absent(absent.join(", "))}</p>}
      {others.length > 0 && (
        <p class="hint">
          <ExactText text={text.claims.others(others.join(", "))} />
        </p>
      )}
    </>
  );
}

function isTime(name: Registered): name is TimeClaim {
  return Object.hasOwn(text.claims.verbs, name);
}

function Meaning({ name }: { name: Registered }) {
  const section = `4.1.${text.claims.sections[name]}`;
  return (
    <>
      <code>{name}</code>
      <span class="meaning">{text.claims.meanings[name]}</span>
      <a
        href={`https://www.rfc-editor.org/rfc/rfc7519#section-${section}`}
        target="_blank"
        rel="noopener noreferrer"
      >
        RFC 7519 §{section}
      </a>
    </>
  );
}

function Value({ value }: { value: unknown }) {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return (
    <span class="value">
      <ExactText text={shown} />
    </span>
  );
}

function Time({ name, value, now }: { name: TimeClaim; value: unknown; now: number }) {
  if (typeof value !== "number") {
    return (
      <>
        <Value value={value} />
        <span class="remark">{text.claims.notATime}</span>
      </>
    );
  }
  const time = timeInWords(value, now);
  const [past, future] = text.claims.verbs[name];
  const remark = remarkOn(name, value, now, time !== undefined);
  return (
    <>
      {time && (
        <time class="time" dateTime={time.utc}>
          {value <= now ? past : future} {time.date} <span class="nowrap">({time.zone})</span>
          <strong class="distance">{time.distance}</strong>
        </time>
      )}
      <span class="value">
        {String(value)}
        {time && ` · ${time.utc}`}
      </span>
      {remark !== undefined && <span class="remark">{remark}</span>}
    </>
  );
}

function remarkOn(name: TimeClaim, seconds: number, now: number, isInCalendar: boolean): string | undefined {
  if (looksLikeMilliseconds(seconds)) return text.claims.milliseconds;
  if (!isInCalendar) return text.claims.noCalendar;
  return name === "iat" && seconds > now ? text.claims.inFuture : undefined;
}
