import type { JwtError } from "jwt-wasm";
import type { RefObject } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Asked } from "./model/asked";
import { optionsFor } from "./model/expected";
import { withProposedKind } from "./model/key-fields";
import { type Reading, read } from "./model/reading";
import { expectedAfter, type Remedy, remediesFor } from "./model/remedy";
import type { PastedText } from "./model/token-text";
import { proofOf, verdictOf } from "./model/verdict";
import { CarryPanel } from "./panels/carry";
import { ChecksPanel } from "./panels/checks";
import { DecodedPanel } from "./panels/decoded";
import { ExpectationsPanel } from "./panels/expectations";
import { Judgement } from "./panels/judgement";
import { KeyPanel } from "./panels/key";
import { MakePanel } from "./panels/make";
import { MlDsaPanel } from "./panels/ml-dsa";
import { ProfilePanel } from "./panels/profile";
import { JudgedAt, TimePanel } from "./panels/time";
import { VerdictPanel } from "./panels/verdict";
import { WarningsPanel } from "./panels/warnings";
import { useNow } from "./ui/hooks";
import type { KeyField } from "./ui/key-entry";
import { Later } from "./ui/later";
import { selectLetters } from "./ui/token-lighting";
import { useJudged } from "./ui/use-judged";
import { useKey } from "./ui/use-key";

export { freshlySigned } from "./model/freshly-signed";
export { prepare } from "./prepare";

interface Props {
  wrapped: PastedText;
  reading: Reading;
  asked: Asked;
  onAsk(changed: Partial<Asked>): void;
  onToken(token: string): void;
  /** Shows a token that was found in this one. */
  onOpen(token: string): void;
  tokenField: RefObject<HTMLTextAreaElement | null>;
}

/** All that is said of a token, and that is asked about it. */
export function Inspection({ wrapped, reading: latest, asked, onAsk, onToken, onOpen, tokenField }: Props) {
  const { at, expected } = asked;
  const clock = useNow();
  const now = at ?? clock;
  const keyField = useRef<KeyField>(null);

  const alg = latest.header?.alg;
  const fields = useMemo(() => withProposedKind(asked.fields, alg), [asked.fields, alg]);
  const key = useKey(fields, alg, "verify");
  const options = { ...optionsFor(expected), now };
  // A program that is taken along judges by the clock, unless another time was asked about.
  const carried = at === undefined ? optionsFor(expected) : options;
  const judged = useJudged({ token: wrapped.token, key, options });
  const { report } = judged;
  // All that is shown belongs to one token, which for some milliseconds can be the one before.
  const reading = useMemo(() => read(judged.token), [judged.token]);
  const evidence = { ...judged, header: reading.header, now };
  const verdict = verdictOf(evidence);

  const apply = (remedy: Remedy) => {
    if (remedy.kind === "use_algorithm") onAsk({ fields: { ...fields, algorithm: remedy.algorithm } });
    else onAsk({ expected: expectedAfter(remedy, expected) });
  };
  const remedies = (error: JwtError) => remediesFor(error, judged.key, expected, now);

  return (
    <>
      <Judgement isOfAnotherTime={at !== undefined}>
        {at !== undefined && <JudgedAt at={at} onBack={() => onAsk({ at: undefined })} />}
        <VerdictPanel
          verdict={verdict}
          remedies={verdict.error ? remedies(verdict.error) : []}
          onRemedy={apply}
          onEnterKey={() => keyField.current?.focus()}
        />
      </Judgement>
      <Later>
        <TimePanel
          payload={reading.payload}
          clock={clock}
          at={at}
          tolerance={options.clockTolerance ?? 0}
          onJudgeAt={(time) => onAsk({ at: time })}
        />
      </Later>
      <div class="columns">
        <div class="column seen">
          <Later>
            <DecodedPanel
              reading={reading}
              report={report}
              now={now}
              onSelect={(spot) => selectLetters(tokenField.current, reading, wrapped.before.length, spot)}
            />
          </Later>
          <div class="column">
            <Later>
              <WarningsPanel reading={reading} now={now} onOpen={onOpen} />
              <ProfilePanel reading={reading} />
            </Later>
          </div>
        </div>
        <div class="column">
          <Later>
            <KeyPanel
              fields={fields}
              state={judged.key}
              alg={alg}
              judged={judged}
              onChange={(changed) => onAsk({ fields: changed })}
              field={keyField}
            />
            <MlDsaPanel
              reading={reading}
              fields={fields}
              onChange={(changed) => onAsk({ fields: changed })}
            />
          </Later>
          <Later>
            <ExpectationsPanel expected={expected} onChange={(changed) => onAsk({ expected: changed })} />
          </Later>
          <Later>
            <ChecksPanel
              token={reading.token}
              report={report}
              proof={proofOf(evidence)}
              now={now}
              remediesFor={remedies}
              onRemedy={apply}
            />
          </Later>
        </div>
      </div>
      <Later>
        <CarryPanel token={wrapped.token} fields={fields} state={judged.key} options={carried} />
      </Later>
      <Later>
        <MakePanel
          reading={latest}
          verifying={fields}
          now={clock}
          onSigned={(token, verifying) => {
            onToken(token);
            if (verifying) onAsk({ fields: verifying });
          }}
          onBack={onToken}
        />
      </Later>
    </>
  );
}
