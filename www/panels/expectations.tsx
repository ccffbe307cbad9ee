import { type Expected, isTolerance } from "../model/expected";
import { text } from "../text";
import { Panel } from "../ui/panel";

type ExactField = "audience" | "issuer" | "typ" | "subject" | "tolerance";

const FIELDS: readonly ExactField[] = ["audience", "issuer", "typ", "subject", "tolerance"];

interface Props {
  expected: Expected;
  onChange(expected: Expected): void;
}

export function ExpectationsPanel({ expected, onChange }: Props) {
  const isBadTolerance = expected.tolerance !== "" && !isTolerance(expected.tolerance);
  return (
    <Panel title={text.expectations.title} name="expectations">
      <p class="hint">{text.expectations.intro}</p>
      <div class="side-by-side">
        {FIELDS.map((field) => (
          <Exact
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
    </Panel>
  );
}

interface ExactProps {
  id: string;
  label: string;
  hint: string;
  value: string;
  isNumber: boolean;
  isFaulty: boolean;
  onChange(value: string): void;
}

function Exact({ id, label, hint, value, isNumber, isFaulty, onChange }: ExactProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={isNumber ? "numeric" : "text"}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        aria-describedby={`${id}-hint`}
        aria-invalid={isFaulty}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        translate={false}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
