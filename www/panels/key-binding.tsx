import type { Expected } from "../model/expected";
import type { KeyBinding } from "../model/formats/key-binding";
import type { SdJwt } from "../model/formats/sd-jwt";
import { refusalsOf } from "../model/formats/verdict";
import { judge, NOTHING_LEFT_OVER } from "../model/judge";
import { rfc } from "../model/registry";
import { timeReading } from "../model/time";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { SourceLink } from "../ui/source-link";
import { Said } from "./sd-jwt";

interface Props {
  sd: SdJwt;
  binding: KeyBinding | undefined;
  expected: Expected;
  now: number;
  onOpen(token: string): void;
}

/** What the presenter signed, apart from what the issuer signed. */
export function KeyBindingPart({ sd, binding, expected, now, onOpen }: Props) {
  const words = text.formats.binding;
  if (!binding) return <p class="hint">{sd.namesHolder ? words.expected : words.absent}</p>;
  const { decoded, key, report, isBound } = binding;
  const refusals = refusalsOf(binding, expected);
  const judged = report && judge(report, { expected, leftOver: NOTHING_LEFT_OVER });
  const isSigned = judged?.passed.some(({ name }) => name === "signature");
  return (
    <div class="key-binding">
      <h3>
        {words.title} <SourceLink source={rfc(9901, "4.3")} />
      </h3>
      <ul class="said">
        {isBound && <Said isGood words={words.bound} />}
        {isSigned && <Said isGood words={words.good} />}
        {refusals.map((refusal) => (
          <Said key={refusal} isGood={false} words={refusal} />
        ))}
      </ul>
      {isBound === undefined && <p class="hint">{words.notComputed}</p>}
      {(key === "absent" || key === "other") && <p class="remark">{words.keys[key]}</p>}
      <dl>
        {Object.entries({
          ...picked(decoded.header, ["typ", "alg"], now),
          ...picked(decoded.payload, CLAIMS, now),
        }).map(([name, value]) => (
          <div key={name}>
            <dt translate={false}>{name}</dt>
            <dd translate={false}>
              <ExactText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {judged?.unasked.some(({ why }) => why === "no_answer") && <p class="hint">{words.unasked}</p>}
      <p class="hint">{words.nonce}</p>
      <button type="button" class="quiet" onClick={() => onOpen(decoded.token)}>
        {words.open}
      </button>
    </div>
  );
}

const CLAIMS = ["iat", "aud", "nonce", "sd_hash"];
const LONGEST_SHOWN = 200;

function picked(from: Readonly<Record<string, unknown>> | undefined, names: readonly string[], now: number) {
  const found: Record<string, string> = {};
  for (const name of names) {
    if (from === undefined || !Object.hasOwn(from, name)) continue;
    const value = from[name];
    const time = name === "iat" && typeof value === "number" ? timeReading(value, now) : undefined;
    found[name] = [JSON.stringify(value), time].join(time === undefined ? "" : " · ").slice(0, LONGEST_SHOWN);
  }
  return found;
}
