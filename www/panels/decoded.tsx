import type { CheckName, Report } from "jwt-wasm";
import { useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { errorInWords, sentence } from "../model/failure";
import { pieces } from "../model/json-text";
import type { Spot } from "../model/source-map";
import { bytesIn, type PartName, type ReadableText } from "../model/token-text";
import { text } from "../text";
import { useSettled } from "../ui/hooks";
import { Panel } from "../ui/panel";
import { useIsLit } from "../ui/spotlight";
import { PartHead } from "./decoded-head";
import { LaidOutJson, RawText } from "./decoded-json";
import { SignatureBytes } from "./decoded-signature";
import { MembersTable } from "./decoded-table";

const VIEWS = ["table", "json", "raw"] as const;
type View = (typeof VIEWS)[number];

/** Laying out thousands of claims takes longer than the time between two key presses. */
const LONG_TOKEN = 4096;
const UNTIL_LAID_OUT = 150;

interface Props {
  decoded: DecodedToken;
  report: Report;
  now: number;
  /** Selects the letters of the token that encode this. */
  onSelect(spot: Spot): void;
}

export function DecodedPanel({ decoded: latest, report, now, onSelect }: Props) {
  const decoded = useSettled(latest, latest.token.length > LONG_TOKEN ? UNTIL_LAID_OUT : 0);
  const [view, setView] = useState<View>("table");
  const isSigned = decoded.segments.length !== 5;
  const signature = decoded.segments[2];
  const common = { view, now, onSelect, isEmpty: decoded.token === "" };
  return (
    <Panel
      title={text.parts.decodedTitle}
      name="decoded"
      aside={<ViewChoice view={view} onChange={setView} />}
    >
      <Part
        {...common}
        part="header"
        content={decoded.headerText}
        size={sizeOf(decoded, "header")}
        refusal={refusalOf(report, "header")}
      />
      {isSigned && (
        <Part
          {...common}
          part="payload"
          content={decoded.payloadText}
          size={sizeOf(decoded, "payload")}
          refusal={refusalOf(report, "payload")}
        />
      )}
      {isSigned && signature?.part !== undefined && signature.text !== "" && (
        <SignatureBytes segment={signature.text} />
      )}
    </Panel>
  );
}

function sizeOf(decoded: DecodedToken, part: PartName): number {
  return bytesIn(decoded.segments.find((segment) => segment.part === part)?.text ?? "");
}

function refusalOf(report: Report, name: CheckName): string | undefined {
  const error = report.checks.find((check) => check.name === name)?.error;
  return error && sentence(errorInWords(error));
}

function ViewChoice({ view, onChange }: { view: View; onChange(view: View): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of joined buttons.
    <div class="joined" role="group" aria-label={text.parts.view}>
      {VIEWS.map((one) => (
        <button
          key={one}
          type="button"
          class="quiet"
          aria-pressed={view === one}
          onClick={() => onChange(one)}
        >
          {text.parts.views[one]}
        </button>
      ))}
    </div>
  );
}

interface PartProps {
  part: "header" | "payload";
  content: ReadableText | undefined;
  size: number;
  refusal: string | undefined;
  view: View;
  now: number;
  onSelect(spot: Spot): void;
  /** There is no token at all. */
  isEmpty: boolean;
}

function Part(props: PartProps) {
  const { part, content, size, refusal, isEmpty } = props;
  const isLit = useIsLit({ part });
  return (
    <div class={`decoded-part decoded-${part}${isLit ? " is-lit" : ""}`}>
      <PartHead part={part} size={size} />
      {content ? (
        <Content {...props} content={content} />
      ) : (
        <p class="hint">{isEmpty ? text.parts.empty : text.parts.notReadable}</p>
      )}
      <Remarks content={content} refusal={refusal} />
    </div>
  );
}

function Content({ part, content, view, now, onSelect }: PartProps & { content: ReadableText }) {
  const name = text.parts.names[part];
  if (view === "table") {
    return (
      <section id={`part-${part}`} tabIndex={-1} aria-label={name}>
        <MembersTable part={part} content={content} now={now} onSelect={onSelect} />
      </section>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach.
    <section id={`part-${part}`} class="scroller" tabIndex={0} aria-label={name}>
      <pre translate={false}>
        {view === "json" ? (
          <LaidOutJson part={part} text={content.text} />
        ) : (
          <RawText part={part} text={content.text} />
        )}
      </pre>
    </section>
  );
}

function Remarks({ content, refusal }: Pick<PartProps, "content" | "refusal">) {
  const remarks: string[] = [];
  if (refusal !== undefined) remarks.push(refusal);
  if (content && !content.exact) remarks.push(text.parts.notExact);
  else if (content && refusal !== undefined) remarks.push(text.parts.refused);
  if (content && pieces(content.text.replaceAll(/\s/g, "")).some((piece) => piece.hidden))
    remarks.push(text.parts.hidden);
  return (
    <>
      {remarks.map((remark) => (
        <p key={remark} class="remark">
          {remark}
        </p>
      ))}
    </>
  );
}
