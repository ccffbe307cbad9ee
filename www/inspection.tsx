import type { JwtError } from "jwt-wasm";
import type { RefObject } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { type DecodedToken, read } from "./model/decoded-token";
import { optionsFor } from "./model/expected";
import type { Inputs } from "./model/inputs";
import { withProposedKind } from "./model/key-fields";
import { expectedAfter, type Remedy, remediesFor } from "./model/remedy";
import type { PastedText } from "./model/token-text";
import { proofOf, verdictOf } from "./model/verdict";
import { ChecksPanel } from "./panels/checks";
import { DecodedPanel } from "./panels/decoded";
import { ExpectationsPanel } from "./panels/expectations";
import { ExportPanel } from "./panels/export";
import { KeyPanel } from "./panels/key";
import { MakePanel } from "./panels/make";
import { MlDsaPanel } from "./panels/ml-dsa";
import { ProfilePanel } from "./panels/profile";
import { FixedTime, TimePanel } from "./panels/time";
import { VerdictPanel } from "./panels/verdict";
import { VerdictFrame } from "./panels/verdict-frame";
import { WarningsPanel } from "./panels/warnings";
import { Deferred } from "./ui/deferred";
import { useNow } from "./ui/hooks";
import type { KeyField } from "./ui/key-entry";
import { selectLetters } from "./ui/token-lighting";
import { useKey } from "./ui/use-key";
import { useVerification } from "./ui/use-verification";

export { freshlySigned } from "./model/freshly-signed";
export { warmUp } from "./warm-up";

interface Props {
  wrapped: PastedText;
  decoded: DecodedToken;
  inputs: Inputs;
  onChange(changed: Partial<Inputs>): void;
  onToken(token: string): void;
  /** Shows a token that was found in this one. */
  onOpen(token: string): void;
  tokenField: RefObject<HTMLTextAreaElement | null>;
}

/** All that is said of a token, and that is asked about it. */
export function Inspection({
  wrapped,
  decoded: latest,
  inputs,
  onChange,
  onToken,
  onOpen,
  tokenField,
}: Props) {
  const { at, expected } = inputs;
  const clock = useNow();
  const now = at ?? clock;
  const keyField = useRef<KeyField>(null);

  const alg = latest.header?.alg;
  const fields = useMemo(() => withProposedKind(inputs.fields, alg), [inputs.fields, alg]);
  const key = useKey(fields, alg, "verify");
  const options = { ...optionsFor(expected), now };
  // An exported program goes by the clock, unless another time was chosen.
  const exported = at === undefined ? optionsFor(expected) : options;
  const verification = useVerification({ token: wrapped.token, key, options });
  const { report } = verification;
  // All that is shown belongs to one token, which for some milliseconds can be the one before.
  const decoded = useMemo(() => read(verification.token), [verification.token]);
  const evidence = { ...verification, header: decoded.header, now };
  const verdict = verdictOf(evidence);

  const apply = (remedy: Remedy) => {
    if (remedy.kind === "use_algorithm") onChange({ fields: { ...fields, algorithm: remedy.algorithm } });
    else onChange({ expected: expectedAfter(remedy, expected) });
  };
  const remedies = (error: JwtError) => remediesFor(error, verification.key, expected, now);

  return (
    <>
      <VerdictFrame isOfAnotherTime={at !== undefined}>
        {at !== undefined && <FixedTime at={at} onBack={() => onChange({ at: undefined })} />}
        <VerdictPanel
          verdict={verdict}
          remedies={verdict.error ? remedies(verdict.error) : []}
          onRemedy={apply}
          onEnterKey={() => keyField.current?.focus()}
        />
      </VerdictFrame>
      <Deferred>
        <TimePanel
          payload={decoded.payload}
          clock={clock}
          at={at}
          tolerance={options.clockTolerance ?? 0}
          onTimeChange={(time) => onChange({ at: time })}
        />
      </Deferred>
      <div class="columns">
        <div class="column seen">
          <Deferred>
            <DecodedPanel
              decoded={decoded}
              report={report}
              now={now}
              onSelect={(spot) => selectLetters(tokenField.current, decoded, wrapped.before.length, spot)}
            />
          </Deferred>
          <div class="column">
            <Deferred>
              <WarningsPanel decoded={decoded} now={now} onOpen={onOpen} />
              <ProfilePanel decoded={decoded} />
            </Deferred>
          </div>
        </div>
        <div class="column">
          <Deferred>
            <KeyPanel
              fields={fields}
              state={verification.key}
              alg={alg}
              verification={verification}
              onChange={(changed) => onChange({ fields: changed })}
              field={keyField}
            />
            <MlDsaPanel
              decoded={decoded}
              fields={fields}
              onChange={(changed) => onChange({ fields: changed })}
            />
          </Deferred>
          <Deferred>
            <ExpectationsPanel expected={expected} onChange={(changed) => onChange({ expected: changed })} />
          </Deferred>
          <Deferred>
            <ChecksPanel
              token={decoded.token}
              report={report}
              proof={proofOf(evidence)}
              now={now}
              remediesFor={remedies}
              onRemedy={apply}
            />
          </Deferred>
        </div>
      </div>
      <Deferred>
        <ExportPanel token={wrapped.token} fields={fields} state={verification.key} options={exported} />
      </Deferred>
      <Deferred>
        <MakePanel
          decoded={latest}
          verifying={fields}
          now={clock}
          onSigned={(token, verifying) => {
            onToken(token);
            if (verifying) onChange({ fields: verifying });
          }}
          onBack={onToken}
        />
      </Deferred>
    </>
  );
}
