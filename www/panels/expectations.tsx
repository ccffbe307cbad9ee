import { type Expected, isTolerance } from "../model/expected";
import type { Remedy } from "../model/remedy";
import { text } from "../text";
import { ExactField } from "../ui/exact-field";
import { Panel } from "../ui/panel";
import { Remedies } from "../ui/remedies";

type Field = "audience" | "issuer" | "typ" | "subject" | "tolerance";

const FIELDS: readonly Field[] = ["audience", "issuer", "typ", "subject", "tolerance"];

const KEPT: readonly Remedy[] = [{ kind: "keep_leniency" }];

interface Props {
  expected: Expected;
  /** Tolerance and the acceptance without exp were entered for another token, and do not count. */
  isLeniencyLeftOver: boolean;
  onKeepLeniency(): void;
  onChange(expected: Expected): void;
}

export function ExpectationsPanel({ expected, isLeniencyLeftOver, onKeepLeniency, onChange }: Props) {
  const isBadTolerance = expected.tolerance !== "" && !isTolerance(expected.tolerance);
  return (
    <Panel title={text.expectations.title} name="expectations">
      <p class="hint">{text.expectations.intro}</p>
      <div class="side-by-side">
        {FIELDS.map((field) => (
          <ExactField
            key={field}
            id={field}
            label={text.expectations[field]}
            hint={text.expectations[`${field}Hint`]}
            value={expected[field]}
            isNumber={field === "tolerance"}
            isFaulty={field === "tolerance" && isBadTolerance}
            onChange={(value) => onChange({ ...expected, [field]: value })}
          />
        ))}
      </div>
      {isBadTolerance && <p class="remark">{text.expectations.badTolerance}</p>}
      <label class="choice">
        <input
          type="checkbox"
          checked={expected.acceptsNoExpiry}
          onChange={(event) => onChange({ ...expected, acceptsNoExpiry: event.currentTarget.checked })}
        />
        <span>
          {text.expectations.noExpiry} <code>{text.expectations.noExpiryOption}</code>
        </span>
      </label>
      {isLeniencyLeftOver && (
        <>
          <p class="remark">{text.statements.leftOver.leniency}</p>
          <Remedies remedies={KEPT} onRemedy={onKeepLeniency} />
        </>
      )}
    </Panel>
  );
}
