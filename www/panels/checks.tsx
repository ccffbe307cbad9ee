import type { Check, JwtError } from "jwt-wasm";
import type { DecodedToken } from "../model/decoded-token";
import { checkInWords, failureInWords, type Proof, sentence } from "../model/failure";
import type { FormatCheck } from "../model/formats/binding-checks";
import { offeredKey } from "../model/own-key";
import { audiencesOf, FOR_LEFT_OVER_KEY, forLeftOverValue, offersFor, type Remedy } from "../model/remedy";
import type { SortedChecks, Unasked } from "../model/sorted-checks";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { CrossIcon, DashIcon, QuestionIcon, TickIcon } from "../ui/icons";
import { Panel } from "../ui/panel";
import { Remedies } from "../ui/remedies";

interface Props {
  decoded: DecodedToken;
  judged: SortedChecks;
  /** Of what stands around the token. */
  more: readonly FormatCheck[];
  proof: Proof;
  now: number;
  /** The strip states what is wrong with the text, and repairs it. */
  isStated: boolean;
  remediesFor(error: JwtError): readonly Remedy[];
  onRemedy(remedy: Remedy): void;
  onEnterKey(): void;
}

/** What failed stands open, and what waits for the reader; the rest is a line each, folded. */
export function ChecksPanel(props: Props) {
  const { decoded, judged, more } = props;
  if (decoded.token === "") return null;
  const { passed, failed, unasked, open, skipped } = judged;
  const others = (wanted: FormatCheck["outcome"]) => more.filter(({ outcome }) => outcome === wanted);
  const [moreFailed, moreUnasked] = [others("failed"), others("unasked")];
  const counts = [
    passed.length + others("passed").length,
    failed.length + moreFailed.length,
    unasked.length + moreUnasked.length,
  ] as const;
  return (
    <Panel
      title={text.checks.title}
      name="checks"
      aside={<p class="hint">{text.frame.checksSummary(...counts)}</p>}
    >
      {counts[1] + counts[2] > 0 && (
        <ul>
          {failed.map((check) => (
            <FailedCheck key={check.name} check={check} {...props} />
          ))}
          {moreFailed.map((check) => (
            <OtherCheck key={check.id} check={check} {...props} />
          ))}
          {unasked.map((one) => (
            <UnaskedCheck key={one.check.name} unasked={one} {...props} />
          ))}
          {moreUnasked.map((check) => (
            <OtherCheck key={check.id} check={check} {...props} />
          ))}
        </ul>
      )}
      <Folded name="passed" summary={text.frame.passedChecks} checks={passed} {...props} />
      <Folded name="unasked" summary={text.judged.unaskedChecks} checks={open} {...props} />
      <Folded name="skipped" summary={text.frame.skippedChecks} checks={skipped} {...props} />
    </Panel>
  );
}

function FailedCheck({ check, ...props }: Props & { check: Check }) {
  const { decoded, proof, now, isStated, remediesFor, onRemedy } = props;
  const failure = check.error && failureInWords(check.error, now, decoded.token, proof);
  const isSaid = isStated && (check.name === "form" || check.name === "signature");
  return (
    <li class="check check-failed">
      <span class="badge">
        <CrossIcon />
      </span>
      <div>
        <p class="check-name">
          <span>{text.checks.names[check.name]}</span>
          <span class="visually-hidden">{text.checks.outcomes[check.outcome]}</span>
          {check.error && <code>{check.error.code}</code>}
        </p>
        {!isSaid && (
          <p>
            <ExactText text={sentence(failure?.why ?? checkInWords(check))} />
          </p>
        )}
        {!isSaid && failure?.fix !== undefined && <p class="fix">{failure.fix}</p>}
        {check.error && <Remedies remedies={remediesFor(check.error)} onRemedy={onRemedy} />}
      </div>
    </li>
  );
}

/** One that failed, or waits for the reader's answer. */
function OtherCheck({ check, ...props }: Props & { check: FormatCheck }) {
  const { id, name, outcome, words, remedies } = check;
  const isFailed = outcome === "failed";
  return (
    <li key={id} class={`check check-${isFailed ? "failed" : "unasked"}`}>
      <span class="badge">{isFailed ? <CrossIcon /> : <QuestionIcon />}</span>
      <div>
        <p class="check-name">
          <span>{name}</span>
          <span class="visually-hidden">{isFailed ? text.checks.outcomes.failed : text.judged.unasked}</span>
        </p>
        <p>
          <ExactText text={words.join(" ")} />
        </p>
        <Remedies remedies={remedies} onRemedy={props.onRemedy} />
      </div>
    </li>
  );
}

function UnaskedCheck({ unasked, ...props }: Props & { unasked: Unasked }) {
  const { decoded, proof, remediesFor, onRemedy, onEnterKey } = props;
  const { check, why } = unasked;
  const offered = why === "no_key" ? offeredKey(decoded.header) : undefined;
  const remedies: Record<Unasked["why"], () => readonly Remedy[]> = {
    no_key: () => (offered ? [{ kind: "use_own_key", fields: offered }] : []),
    no_answer: () => (check.error ? remediesFor(check.error) : []),
    left_over_key: () => FOR_LEFT_OVER_KEY,
    left_over_value: () => forLeftOverValue(check.name),
  };
  return (
    <li class="check check-unasked">
      <span class="badge">
        <QuestionIcon />
      </span>
      <div>
        <p class="check-name">
          <span>{text.checks.names[check.name]}</span>
          <span class="visually-hidden">{text.judged.unasked}</span>
        </p>
        <p>
          <ExactText text={offered ? text.judged.ownKeyOffered : whyUnasked(unasked, proof)} />
        </p>
        {why === "no_key" && (
          <div class="buttons">
            <button type="button" class="remedy" onClick={onEnterKey}>
              {text.verdict.enterKey[proof]}
            </button>
          </div>
        )}
        <Remedies remedies={remedies[why]()} onRemedy={onRemedy} />
      </div>
    </li>
  );
}

function whyUnasked({ check, why }: Unasked, proof: Proof): string {
  const { leftOver } = text.statements;
  switch (why) {
    case "no_key":
      return text.judged.noKey[proof];
    case "no_answer":
      return text.judged.noAnswer(
        check.error ? audiencesOf(check.error).map(text.values.quoted).join(", ") : "",
      );
    case "left_over_key":
      return `${leftOver.key}. ${leftOver.keyDetail}`;
    case "left_over_value":
      return sentence(leftOver.expected(check.name));
  }
}

interface FoldedProps extends Props {
  name: "passed" | "unasked" | "skipped";
  summary(count: number): string;
  checks: readonly Check[];
}

function Folded({ name, summary, checks, more, decoded, onRemedy }: FoldedProps) {
  const others = name === "unasked" ? [] : more.filter(({ outcome }) => outcome === name);
  const count = checks.length + others.length;
  if (count === 0) return null;
  return (
    <details>
      <summary>{summary(count)}</summary>
      <ul>
        {checks.map((check) => (
          <li key={check.name} class={`check check-${name === "passed" ? name : "skipped"}`}>
            <span class="badge">
              <FoldedIcon name={name} />
            </span>
            <div>
              <p>
                <span class="check-name">{text.checks.names[check.name]}</span>{" "}
                {(name === "unasked" && text.judged.open[check.name]) || checkInWords(check)}
              </p>
              {name === "unasked" && (
                <Remedies remedies={offersFor(check.name, decoded)} onRemedy={onRemedy} />
              )}
            </div>
          </li>
        ))}
        {others.map(({ id, name: title, words }) => (
          <li key={id} class={`check check-${name}`}>
            <span class="badge">
              <FoldedIcon name={name} />
            </span>
            <div>
              <p>
                <span class="check-name">{title}</span> <ExactText text={words.join(" ")} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

function FoldedIcon({ name }: Pick<FoldedProps, "name">) {
  if (name === "passed") return <TickIcon />;
  return name === "unasked" ? <QuestionIcon /> : <DashIcon />;
}
