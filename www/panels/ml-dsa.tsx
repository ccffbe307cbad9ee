import { useLayoutEffect, useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import type { KeyFields } from "../model/key-fields";
import { isMlDsa, type MlDsaAlgorithm } from "../model/ml-dsa/algorithm";
import { fieldsOf } from "../model/ml-dsa/sign";
import { type Answer, askBrowser } from "../model/ml-dsa/verify";
import { problemInWords } from "../model/ml-dsa/words";
import { rfc, type Source } from "../model/registry";
import type { Tone } from "../model/verdict";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { useSettled } from "../ui/hooks";
import { CrossIcon, QuestionIcon, TickIcon } from "../ui/icons";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";

const FIPS_204: Source = { label: "FIPS 204", url: "https://doi.org/10.6028/NIST.FIPS.204" };

/** As for the verdict: a person who listens should not hear every key press. */
const UNTIL_ANNOUNCED = 600;

interface Props {
  decoded: DecodedToken;
  fields: KeyFields;
  onChange(fields: KeyFields): void;
}

/** What this browser says of a signature that the core leaves unchecked. Nothing, for every other algorithm. */
export function MlDsaPanel(props: Props) {
  const alg = props.decoded.header?.alg;
  return isMlDsa(alg) ? <BrowserAnswer {...props} algorithm={alg} /> : null;
}

function BrowserAnswer({ decoded, fields, algorithm, onChange }: Props & { algorithm: MlDsaAlgorithm }) {
  const answer = useAnswer(decoded, fields, algorithm);
  const [tone, words] = answer ? inWords(answer, algorithm) : [undefined, text.mlDsa.asking];
  const announced = useSettled(words, UNTIL_ANNOUNCED);
  return (
    <Panel title={text.mlDsa.title(algorithm)} name="ml-dsa">
      <p class="hint">
        {text.mlDsa.intro} <SourceLink source={FIPS_204} /> <SourceLink source={rfc(9964, "5")} />
      </p>
      <p>{text.mlDsa.neverAccepted}</p>
      {tone === undefined ? (
        <p class="hint">{words}</p>
      ) : (
        <p class={`result tone-${tone}`}>
          <ToneIcon tone={tone} />
          <span>
            <ExactText text={words} />
          </span>
        </p>
      )}
      {answer?.kind === "private" && (
        <div class="buttons">
          <button type="button" onClick={() => onChange(fieldsOf(answer.publicJwk))}>
            {text.key.usePublic}
          </button>
        </div>
      )}
      {answer?.kind === "matches" && <p class="hint">{text.mlDsa.signatureOnly}</p>}
      <p class="visually-hidden" aria-live="polite">
        {announced}
      </p>
    </Panel>
  );
}

function ToneIcon({ tone }: { tone: Tone }) {
  if (tone === "good") return <TickIcon />;
  return tone === "bad" ? <CrossIcon /> : <QuestionIcon />;
}

/** `undefined` while the browser is at it. An answer that is overtaken is dropped. */
function useAnswer(decoded: DecodedToken, fields: KeyFields, algorithm: MlDsaAlgorithm): Answer | undefined {
  const [last, setLast] = useState<{ decoded: DecodedToken; fields: KeyFields; answer: Answer }>();
  useLayoutEffect(() => {
    let isCurrent = true;
    void askBrowser(decoded, fields, algorithm).then((answer) => {
      if (isCurrent) setLast({ decoded, fields, answer });
    });
    return () => {
      isCurrent = false;
    };
  }, [decoded, fields, algorithm]);
  return last?.decoded === decoded && last.fields === fields ? last.answer : undefined;
}

function inWords(answer: Answer, algorithm: MlDsaAlgorithm): [Tone, string] {
  switch (answer.kind) {
    case "matches":
      return ["good", text.mlDsa.matches];
    case "mismatch":
      return ["bad", text.mlDsa.mismatch];
    case "length":
      return ["bad", text.mlDsa.length(answer.bytes, answer.expected, algorithm)];
    case "noSignature":
      return ["bad", text.mlDsa.noSignature];
    case "unavailable":
      return ["unknown", text.mlDsa.unavailable];
    case "noKey":
      return ["unknown", text.mlDsa.noKey];
    case "private":
      return ["unknown", text.key.private];
    case "badKey":
      return ["caution", text.mlDsa.badKey(problemInWords(answer.problem))];
  }
}
