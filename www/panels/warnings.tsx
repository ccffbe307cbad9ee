import { useMemo } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { type Finding, type Level, warningsAmong } from "../model/lints/finding";
import { nestedIn } from "../model/nested";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { CrossIcon, DashIcon, WarningIcon } from "../ui/icons";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";

const ICONS: Record<Level, () => preact.JSX.Element> = {
  danger: CrossIcon,
  warning: WarningIcon,
  hint: DashIcon,
};

interface Props {
  decoded: DecodedToken;
  findings: readonly Finding[];
  onOpen(token: string): void;
}

export function WarningsPanel({ decoded, findings, onOpen }: Props) {
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
  const warnings = warningsAmong(findings);
  const hints = findings.length - warnings;
  return [
    ...(warnings > 0 ? [text.frame.warnings(warnings)] : []),
    ...(hints > 0 ? [text.lints.hints(hints)] : []),
  ].join(", ");
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
