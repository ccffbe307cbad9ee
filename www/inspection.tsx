import type { ComponentChildren, RefObject } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { chipsOf } from "./model/chips";
import { type DecodedToken, read } from "./model/decoded-token";
import { isEncrypted } from "./model/decryption/form";
import { optionsFor, withoutLeniency } from "./model/expected";
import type { Other } from "./model/find-tokens";
import { isRsa } from "./model/find-tokens/header";
import type { FormatCheck } from "./model/formats/binding-checks";
import { algorithmIn } from "./model/formats/json-algorithm";
import type { Inputs } from "./model/inputs";
import type { KeyState } from "./model/key";
import { isBeingRead, NO_KEY } from "./model/key-fields";
import { warningsAmong } from "./model/lints/finding";
import { isOwnKey } from "./model/own-key";
import { demandsOf } from "./model/profiles/demands";
import { sortChecks } from "./model/sorted-checks";
import { lettersOfRsa, statementOn } from "./model/statements";
import type { PastedText } from "./model/token-text";
import { isNone, isStated, notAToken, proofOf, verdictOf } from "./model/verdict";
import type { ShownTab } from "./panels/shown-tabs";
import { Strip } from "./panels/strip";
import { text } from "./text";
import { useBelow } from "./ui/below";
import { Deferred } from "./ui/deferred";
import { useNow } from "./ui/hooks";
import type { KeyField } from "./ui/key-entry";
import { remedying } from "./ui/remedying";
import { selectLetters } from "./ui/token-lighting";
import { useDecryption } from "./ui/use-decryption";
import { useFormat } from "./ui/use-format";
import { useKey } from "./ui/use-key";
import { useLeftOvers, useLeniency } from "./ui/use-left-overs";
import { useReadKey } from "./ui/use-read-key";
import { useSetTrial } from "./ui/use-set-trial";
import { useVerification } from "./ui/use-verification";
import { useWarnings } from "./ui/use-warnings";

/** Loaded when a token is asked for. */
export const loadSigning = () => import("./model/freshly-signed");
export { useViews } from "./ui/use-views";
export { warmUp } from "./warm-up";

interface Props {
  wrapped: PastedText;
  decoded: DecodedToken;
  /** Set if the text certainly is not a token. */
  other: Other | undefined;
  inputs: Inputs;
  tab: ShownTab;
  onChange(changed: Partial<Inputs>): void;
  onToken(token: string): void;
  /** Shows a token that was found in this one. */
  onOpen(token: string): void;
  /** Does something in the pane of token and key, after bringing it into sight. */
  onInput(act: () => void): void;
  tokenField: RefObject<HTMLTextAreaElement | null>;
}

/** What stands in the frame's places. */
export interface Inspected {
  readonly strip: ComponentChildren;
  /** What stands below the verdict has loaded, or cannot be loaded. */
  readonly isWhole: boolean;
  /** Below the token. */
  readonly input: ComponentChildren;
  /** What the chosen tab shows. */
  readonly shown: ComponentChildren;
}

/** Everything that the page shows about a token, and every question that it asks. */
export function useInspected(props: Props): Inspected {
  const {
    wrapped,
    decoded: latest,
    other,
    inputs,
    tab,
    onChange,
    onToken,
    onOpen,
    onInput,
    tokenField,
  } = props;
  const { at, expected } = inputs;
  const clock = useNow();
  const now = at ?? clock;
  const keyField = useRef<KeyField>(null);
  const arrived = useBelow();
  const below = arrived === "failed" ? undefined : arrived;

  const alg = useMemo(() => latest.header?.alg ?? algorithmIn(wrapped), [latest, wrapped]);
  const readFields = useReadKey(inputs.fields, wrapped.token, alg);
  const trial = useSetTrial(readFields, wrapped.token, latest.header?.kid);
  const { fields } = trial;
  const isToDecrypt = wrapped.form === "compact" && isEncrypted(latest);
  // A key that decrypts does not verify.
  const key = useKey(isToDecrypt ? NO_KEY : fields, alg, "verify");
  const ofLeniency = useLeniency(expected, wrapped.token);
  const applied = ofLeniency.isLeftOver ? withoutLeniency(expected) : expected;
  const demanded = { ...demandsOf(latest.header), ...optionsFor(applied) };
  const options = { ...demanded, now };
  // An exported program uses the clock, unless the person chose another time.
  const exported = at === undefined ? demanded : options;
  const verification = useVerification({ token: wrapped.token, key, options });
  const { report } = verification;
  // Everything shown belongs to one token. For some milliseconds that can be the previous one.
  const decoded = useMemo(() => read(verification.token), [verification.token]);
  const { ofKey, ofExpected, ofBinding } = useLeftOvers({ inputs, fields, wrapped, verification });
  const leftOver = { key: ofKey.isLeftOver, expected: ofExpected.isLeftOver };
  const isUnsigned = isNone(decoded.header?.alg);
  const judged = sortChecks(report, { expected, leftOver, isUnsigned });
  const statement = useMemo(
    () => statementOn(decoded, lettersOfModulus(verification.key)),
    [decoded, verification.key],
  );
  const evidence = {
    ...verification,
    isPending: verification.isPending || isBeingRead(fields),
    header: decoded.header,
    now,
    judged,
    leftOver,
    statement,
    isOwnKey: isOwnKey(fields, decoded.header),
  };
  // A text with dots can look like something else, and what is wrong with it says more.
  const isOther = other && !(other.kind === "opaque" && statement);
  const ofToken = isOther ? notAToken(other) : verdictOf(evidence);
  const decryption = useDecryption({
    isWanted: isToDecrypt,
    decoded: latest,
    fields,
    isKeyLeftOver: leftOver.key,
    expected: applied,
    at,
    now,
    verdict: ofToken,
    onOpen,
  });
  const ofForm = useFormat({
    now,
    wrapped,
    decoded: latest,
    key,
    expected: applied,
    isBindingLeftOver: ofBinding.isLeftOver,
    at,
    verdict: ofToken,
    onExpected: (changed) => onChange({ expected: changed }),
    onRemedy: (remedy) => apply(remedy),
    onOpen,
  });
  const format = decryption ?? ofForm;
  const { verdict } = format;
  const warnings = useWarnings(decoded, now);

  const { apply, remedies } = remedying({
    inputs,
    applied,
    key: verification.key,
    now,
    leftOvers: { ofKey, ofExpected, ofBinding, ofLeniency },
    onChange,
    onToken,
  });
  const enterKey = () =>
    onInput(() => {
      keyField.current?.focus();
      // The focus alone brings only the caret into sight.
      keyField.current?.scrollIntoView({ block: "nearest" });
    });

  return {
    strip: (
      <>
        {below && at !== undefined && <below.FixedTime at={at} onBack={() => onChange({ at: undefined })} />}
        <Strip
          verdict={verdict}
          chips={chipsOf({
            decoded,
            unasked: judged.unasked,
            audience: expected.audience,
            now,
            tolerance: options.clockTolerance ?? 0,
            warnings: warningsAmong(warnings),
          })}
          remedies={[...verdict.remedies, ...(verdict.error ? remedies(verdict.error) : [])]}
          onRemedy={apply}
          onEnterKey={enterKey}
          isOfAnotherTime={at !== undefined}
        />
        {below && <below.CopyStatus />}
      </>
    ),
    isWhole: arrived !== undefined,
    input: below ? (
      <>
        <below.KeyPanel
          fields={inputs.fields}
          read={readFields}
          trial={trial}
          made={key}
          decoded={decoded}
          verification={verification}
          isLeftOver={leftOver.key}
          onChange={(changed) => onChange({ fields: changed })}
          field={keyField}
        />
        {!format.isSignedContent && (
          <below.ChecksPanel
            decoded={decoded}
            judged={judged}
            more={isUnsigned ? [unsignedCheck(), ...format.checks] : format.checks}
            proof={proofOf(evidence)}
            now={now}
            isStated={statement !== undefined && isStated(report)}
            remediesFor={remedies}
            onRemedy={apply}
            onEnterKey={enterKey}
          />
        )}
        {decoded.header && <Deferred>{({ ProfilePanel }) => <ProfilePanel decoded={decoded} />}</Deferred>}
        <below.ExpectationsPanel
          expected={expected}
          isLeniencyLeftOver={ofLeniency.isLeftOver}
          onKeepLeniency={ofLeniency.keep}
          onChange={(changed) => onChange({ expected: changed })}
        />
        {decoded.header && (
          <Deferred isSaid>
            {({ WarningsPanel }) => <WarningsPanel decoded={decoded} findings={warnings} onOpen={onOpen} />}
          </Deferred>
        )}
      </>
    ) : (
      arrived === "failed" && <p class="broken">{text.page.incomplete}</p>
    ),
    shown: below && (
      <below.Shown
        tab={tab}
        format={format}
        decoded={decoded}
        latest={latest}
        report={report}
        now={now}
        clock={clock}
        at={at}
        tolerance={options.clockTolerance ?? 0}
        onTimeChange={(time) => onChange({ at: time })}
        onSelect={(spot) =>
          onInput(() => selectLetters(tokenField.current, decoded, wrapped.before.length, spot))
        }
        token={wrapped.token}
        fields={fields}
        state={verification.key}
        exported={exported}
        onUse={(token, verifying) => {
          onToken(token);
          if (verifying) onChange({ fields: verifying });
        }}
      />
    ),
  };
}

/** The core skips the signature of such a token if it has no key, and no key would help. */
function unsignedCheck(): FormatCheck {
  const [, why = ""] = text.verdict.notSigned;
  return {
    id: "signature",
    name: text.checks.names.signature,
    outcome: "failed",
    words: [why],
    remedies: [],
  };
}

/** An RSA signature is as long as its key. Only public keys are asked: a secret has no public half. */
function lettersOfModulus(key: KeyState): number | undefined {
  if (key.status !== "ready" || !("toPublicJwk" in key.key) || key.algorithm === undefined) return undefined;
  return isRsa(key.algorithm) ? lettersOfRsa(key.key.toPublicJwk()) : undefined;
}
