import type { CheckName, Report } from "jwt-wasm";
import { useMemo, useState } from "preact/hooks";
import { sentence } from "../model/failure";
import { layOut, pieces } from "../model/json-text";
import type { Reading } from "../model/reading";
import type { ReadableText } from "../model/token-text";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { useSettled } from "../ui/hooks";
import { Panel } from "../ui/panel";

type DecodedPart = "header" | "payload";

/** Laying out thousands of claims takes longer than the time between two key presses. */
const LONG_TOKEN = 4096;
const UNTIL_LAID_OUT = 150;

export function DecodedPanel({ reading: latest, report }: { reading: Reading; report: Report }) {
  const reading = useSettled(latest, latest.token.length > LONG_TOKEN ? UNTIL_LAID_OUT : 0);
  const isEmpty = reading.token === "";
  return (
    <Panel title={text.parts.decodedTitle} name="decoded">
      <Part
        part="header"
        content={reading.headerText}
        refusal={refusalOf(report, "header")}
        isEmpty={isEmpty}
      />
      <Part
        part="payload"
        content={reading.payloadText}
        refusal={refusalOf(report, "payload")}
        isEmpty={isEmpty}
      />
    </Panel>
  );
}

function refusalOf(report: Report, name: CheckName): string | undefined {
  const error = report.checks.find((check) => check.name === name)?.error;
  return error && sentence(error.message);
}

interface PartProps {
  part: DecodedPart;
  content: ReadableText | undefined;
  refusal: string | undefined;
  /** There is no token at all. */
  isEmpty: boolean;
}

function Part({ part, content, refusal, isEmpty }: PartProps) {
  const [isRaw, setRaw] = useState(false);
  const name = text.parts.names[part];
  const laidOut = useMemo(() => content && <LaidOut text={content.text} />, [content]);
  return (
    <div class={`decoded-part decoded-${part}`}>
      <div class="decoded-head">
        <h3>
          <span class={`part part-${part}`}>{name}</span>
          <span class="hint">{text.parts.purposes[part]}</span>
        </h3>
        {content && (
          <button type="button" class="quiet" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            {text.parts.raw}
            <span class="visually-hidden"> {text.parts.rawOf[part]}</span>
          </button>
        )}
      </div>
      {content ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach.
        <section class="scroller" tabIndex={0} aria-label={name}>
          <pre translate={false}>{isRaw ? content.text : laidOut}</pre>
        </section>
      ) : (
        <p class="hint">{isEmpty ? text.parts.empty : text.parts.notReadable}</p>
      )}
      <Remarks content={content} refusal={refusal} />
    </div>
  );
}

function LaidOut({ text: raw }: { text: string }) {
  const lexemes = layOut(raw);
  if (!lexemes) {
    // Here line ends only lay out the text; inside a JSON string they would be escapes.
    const lines = raw.split(/([\t\r\n]+)/);
    return (
      <>{lines.map((line, index) => (index % 2 === 1 ? line : <ExactText key={index} text={line} />))}</>
    );
  }
  return (
    <>
      {lexemes.map((lexeme, index) => {
        if (lexeme.kind === "space" || lexeme.kind === "punctuation") return lexeme.text;
        return <ExactText key={index} class={`json-${lexeme.kind}`} text={lexeme.text} />;
      })}
    </>
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
