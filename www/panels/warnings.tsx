import { useMemo } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { findingsIn } from "../model/lints";
import { type Finding, LEVELS, type Level } from "../model/lints/finding";
import { nestedIn } from "../model/nested";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { useSettled } from "../ui/hooks";
import { CrossIcon, DashIcon, WarningIcon } from "../ui/icons";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";
import { useKnownSecret } from "../ui/use-known-secret";

const ICONS: Record<Level, () => preact.JSX.Element> = {
  danger: CrossIcon,
  warning: WarningIcon,
  hint: DashIcon,
};

/** Looking at every key press would be felt. */
const UNTIL_LOOKED_AT = 200;

interface Props {
  decoded: DecodedToken;
  now: number;
  onOpen(token: string): void;
}

export function WarningsPanel({ decoded: latest, now, onOpen }: Props) {
  const decoded = useSettled(latest, UNTIL_LOOKED_AT);
  const minute = Math.floor(now / 60);
  const knownSecret = useKnownSecret(decoded);
  const findings = useMemo(() => findingsIn(decoded, now, knownSecret), [decoded, minute, knownSecret, text]);
  if (!decoded.header) return null;
  return (
    <Panel title={text.lints.title} name="warnings" aside={<p class="hint">{summary(findings)}</p>}>
      <NestedTokens decoded={decoded} onOpen={onOpen} />
      {findings.length === 0 ? (
        <p class="hint">{text.lints.none}</p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <ShownFinding key={`${finding.rule} ${finding.fact}`} finding={finding} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function summary(findings: readonly Finding[]): string {
  return LEVELS.flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return count > 0 ? [text.lints.counts[level](count)] : [];
  }).join(", ");
}

function ShownFinding({ finding: { rule, level, source, fact } }: { finding: Finding }) {
  const [title, advice] = text.lints.rules[rule](fact);
  const Icon = ICONS[level];
  return (
    <li class={`finding finding-${level}`}>
      <span class="badge">
        <Icon />
      </span>
      <div>
        <p class="finding-title">
          <span class="level">{text.lints.levels[level]}</span> <ExactText text={title} />
        </p>
        <p class="advice">
          {advice} <SourceLink source={source} />
        </p>
      </div>
    </li>
  );
}

function NestedTokens({ decoded, onOpen }: Pick<Props, "decoded" | "onOpen">) {
  const nested = useMemo(() => nestedIn(decoded), [decoded]);
  if (nested.length === 0) return null;
  return (
    <div class="nested-tokens">
      <h3>{text.lints.nested}</h3>
      <ul>
        {nested.map(({ path, token }) => (
          <li key={path ?? ""}>
            <span>
              <ExactText
                text={path === undefined ? text.lints.nestedPayload : text.lints.nestedClaim(path)}
              />
            </span>
            <button
              type="button"
              class="quiet"
              aria-label={path === undefined ? text.lints.open : text.lints.openClaim(path)}
              onClick={() => onOpen(token)}
            >
              {text.lints.open}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
