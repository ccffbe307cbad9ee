import type { Report } from "jwt-wasm";
import { useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { isEncrypted } from "../model/decryption/form";
import { documentOf } from "../model/json-members";
import { layOut } from "../model/json-text";
import { contentOf } from "../model/source-map";
import { bytesIn } from "../model/token-text";
import { text } from "../text";
import { CopyWords } from "../ui/copying";
import { useIsLit } from "../ui/spotlight";
import { PartHead } from "./decoded-head";
import { LaidOutJson, RawText } from "./decoded-json";
import { PartRemarks, refusalOf } from "./decoded-remarks";

const VIEWS = ["json", "raw"] as const;
type View = (typeof VIEWS)[number];

interface Props {
  decoded: DecodedToken;
  report: Report;
}

/** Payload and header as they stand in the token. */
export function JsonPanel({ decoded, report }: Props) {
  const [view, setView] = useState<View>("json");
  if (decoded.token === "") return <p class="hint waiting">{text.frame.waiting}</p>;
  const isSigned = decoded.segments.length !== 5;
  return (
    <section class="decoded" aria-label={text.parts.decodedTitle}>
      <ViewChoice view={view} onChange={setView} />
      {isSigned && <Part decoded={decoded} report={report} part="payload" view={view} />}
      <Part decoded={decoded} report={report} part="header" view={view} />
    </section>
  );
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

function Part({ decoded, report, part, view }: Props & { part: "header" | "payload"; view: View }) {
  const content = contentOf(decoded, part);
  const isLit = useIsLit({ part });
  const Content = view === "json" ? LaidOutJson : RawText;
  return (
    <div class={`decoded-part decoded-${part}${isLit ? " is-lit" : ""}`}>
      <PartHead
        part={part}
        size={bytesIn(decoded.segments.find((segment) => segment.part === part)?.text ?? "")}
        isEncrypted={isEncrypted(decoded)}
        aside={
          content && (
            <CopyWords
              label={text.reading.copy(text.reading.parts[part])}
              what={text.reading.parts[part]}
              content={() => (view === "json" && layOut(documentOf(content))) || content.text}
            />
          )
        }
      />
      {content ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach.
        <section id={`part-${part}`} class="scroller" tabIndex={0} aria-label={text.parts.names[part]}>
          <pre translate={false}>
            <Content part={part} content={content} />
          </pre>
        </section>
      ) : (
        <p class="hint">{text.parts.notReadable}</p>
      )}
      <PartRemarks content={content} refusal={refusalOf(report, part)} />
    </div>
  );
}
