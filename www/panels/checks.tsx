import type { Check, JwtError, Report } from "jwt-wasm";
import { checkInWords, failureInWords, type Proof, sentence } from "../model/failure";
import type { Remedy } from "../model/remedy";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { CrossIcon, DashIcon, TickIcon } from "../ui/icons";
import { Panel } from "../ui/panel";
import { Remedies } from "../ui/remedies";

interface Props {
  token: string;
  report: Report;
  proof: Proof;
  now: number;
  remediesFor(error: JwtError): readonly Remedy[];
  onRemedy(remedy: Remedy): void;
}

export function ChecksPanel(props: Props) {
  const { token, report } = props;
  if (token === "") return null;
  const skipped = report.checks.filter((check) => check.outcome === "skipped");
  const made = report.checks.filter((check) => check.outcome !== "skipped");
  const failed = made.filter((check) => check.outcome === "failed").length;
  return (
    <Panel
      title={text.checks.title}
      name="checks"
      aside={<p class="hint">{text.checks.summary(made.length - failed, failed, skipped.length)}</p>}
    >
      <ul>
        {made.map((check) => (
          <MadeCheck key={check.name} check={check} {...props} />
        ))}
      </ul>
      <h3>{text.checks.skippedTitle}</h3>
      <ul>
        {skipped.map((check) => (
          <SkippedCheck key={check.name} check={check} />
        ))}
      </ul>
    </Panel>
  );
}

function MadeCheck({ check, token, proof, now, remediesFor, onRemedy }: Props & { check: Check }) {
  const failure = check.error && failureInWords(check.error, now, token, proof);
  return (
    <li class={`check check-${check.outcome}`}>
      <span class="badge">{check.outcome === "passed" ? <TickIcon /> : <CrossIcon />}</span>
      <div>
        <p class="check-name">
          <span>{text.checks.names[check.name]}</span>
          <span class="visually-hidden">{text.checks.outcomes[check.outcome]}</span>
          {check.error && <code>{check.error.code}</code>}
        </p>
        <p>
          <ExactText text={sentence(failure?.why ?? checkInWords(check))} />
        </p>
        {failure?.fix !== undefined && <p class="fix">{failure.fix}</p>}
        {check.error && <Remedies remedies={remediesFor(check.error)} onRemedy={onRemedy} />}
      </div>
    </li>
  );
}

/** There are many of these and they matter little, so each has a line, not a paragraph. */
function SkippedCheck({ check }: { check: Check }) {
  return (
    <li class="check check-skipped">
      <span class="badge">
        <DashIcon />
      </span>
      <p>
        <span class="check-name">{text.checks.names[check.name]}</span> {checkInWords(check)}
      </p>
    </li>
  );
}
