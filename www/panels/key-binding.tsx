import type { Expected } from "../model/expected";
import { bindingChecks, type FormatCheck, isSigned } from "../model/formats/binding-checks";
import type { KeyBinding } from "../model/formats/key-binding";
import type { SdJwt } from "../model/formats/sd-jwt";
import { rfc } from "../model/registry";
import type { Remedy } from "../model/remedy";
import { timeReading } from "../model/time";
import { text } from "../text";
import { ExactField } from "../ui/exact-field";
import { ExactText } from "../ui/exact-text";
import { Remedies } from "../ui/remedies";
import { SourceLink } from "../ui/source-link";
import { Said } from "./sd-jwt";

interface Props {
  sd: SdJwt;
  binding: KeyBinding | undefined;
  expected: Expected;
  /** The expected values were entered for another key binding JWT. */
  isLeftOver: boolean;
  now: number;
  onChange(expected: Expected): void;
  onRemedy(remedy: Remedy): void;
  onOpen(token: string): void;
}

/** What the presenter signed, apart from what the issuer signed, and what the reader expects of it. */
export function KeyBindingPart(props: Props) {
  const { sd, binding, expected, isLeftOver, now, onChange, onRemedy, onOpen } = props;
  const words = text.formats.binding;
  if (!binding) return <p class="hint">{sd.namesHolder ? words.expected : words.absent}</p>;
  const { decoded, key, isBound } = binding;
  const [proof, ...others] = bindingChecks(binding, isLeftOver);
  return (
    <div class="key-binding">
      <h3>
        {words.title} <SourceLink source={rfc(9901, "4.3")} />
      </h3>
      <ul class="said">
        {isBound && <Said isGood words={words.bound} />}
        {isSigned(binding) && <Said isGood words={words.good} />}
        {proof?.outcome === "failed" &&
          proof.words.map((refusal) => <Said key={refusal} isGood={false} words={refusal} />)}
        {others.filter(isDecided).map(({ id, outcome, words: [said = ""] }) => (
          <Said key={id} isGood={outcome === "passed"} words={said} />
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
      <div class="side-by-side">
        <ExactField
          id="binding-audience"
          label={words.expectedAudience}
          hint={words.audienceHint}
          value={expected.bindingAudience}
          onChange={(bindingAudience) => onChange({ ...expected, bindingAudience })}
        />
        <ExactField
          id="binding-nonce"
          label={words.expectedNonce}
          hint={words.nonceHint}
          value={expected.bindingNonce}
          onChange={(bindingNonce) => onChange({ ...expected, bindingNonce })}
        />
      </div>
      {others.map(({ id, outcome, words: said, remedies }) =>
        outcome === "unasked" ? (
          <div key={id}>
            <p class="hint">
              <ExactText text={said.join(" ")} />
            </p>
            <Remedies remedies={remedies} onRemedy={onRemedy} />
          </div>
        ) : null,
      )}
      <button type="button" class="quiet" onClick={() => onOpen(decoded.token)}>
        {words.open}
      </button>
    </div>
  );
}

function isDecided({ outcome }: FormatCheck): boolean {
  return outcome === "passed" || outcome === "failed";
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
