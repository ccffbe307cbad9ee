import type { Expected } from "../model/expected";
import { text } from "../text";
import { Panel } from "../ui/panel";

interface Props {
  expected: Expected;
  onChange(expected: Expected): void;
}

export function ExpectationsPanel({ expected, onChange }: Props) {
  return (
    <Panel title={text.expectations.title} name="expectations">
      <p class="hint">{text.expectations.intro}</p>
      <div class="side-by-side">
        <Exact
          id="audience"
          label={text.expectations.audience}
          hint={text.expectations.audienceHint}
          value={expected.audience}
          onChange={(audience) => onChange({ ...expected, audience })}
        />
        <Exact
          id="issuer"
          label={text.expectations.issuer}
          hint={text.expectations.issuerHint}
          value={expected.issuer}
          onChange={(issuer) => onChange({ ...expected, issuer })}
        />
      </div>
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
  onChange(value: string): void;
}

function Exact({ id, label, hint, value, onChange }: ExactProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        aria-describedby={`${id}-hint`}
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
