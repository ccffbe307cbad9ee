import { type JsonNode, meantBy } from "../model/json-node";
import { CLAIMS, HEADER_PARAMETERS, isClaim, isHeaderParameter, type Source } from "../model/registry";
import type { ValueInWords } from "../model/value-words";
import { text } from "../text";
import { CopyWords } from "../ui/copying";
import { ExactText } from "../ui/exact-text";
import { MarkedText } from "../ui/marked-text";
import { SourceLink } from "../ui/source-link";

interface Props {
  part: "header" | "payload";
  node: JsonNode;
  path: string;
  inWords: ValueInWords;
  wanted: string | undefined;
  /** Selects the letters of the token that encode the claim. */
  onSelect: (() => void) | undefined;
}

/** A longer value may be cut off in its row. */
const FITS = 30;

/** The whole value, what the name means, and where that is written. What is in a container follows as rows. */
export function ClaimDetails({ part, node, path, inWords: { words, time }, wanted, onSelect }: Props) {
  const known = node.depth === 1 ? definitionOf(part, node.name ?? "") : undefined;
  const { value } = node;
  return (
    <div class="details">
      {node.children.length === 0 && value.length > FITS && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach.
        <section class="value scroller" tabIndex={0} aria-label={text.reading.columns.value}>
          <pre translate={false}>
            <MarkedText text={value} wanted={wanted} />
          </pre>
        </section>
      )}
      {words !== undefined && (
        <p class="words">
          <ExactText text={words} />
        </p>
      )}
      {time && (
        <p class="words">
          {time.verb} {time.date} ({time.zone}) · {time.distance} · <span class="utc">{time.utc}</span>
        </p>
      )}
      {known && (
        <p class="meaning">
          {known.meaning} <SourceLink source={known.source} />
        </p>
      )}
      <p class="buttons">
        <CopyWords label={text.reading.copyValue} what={path} content={() => meantBy(node)} />
        <CopyWords label={text.reading.copyPath} what={`${text.reading.path} ${path}`} content={() => path} />
        {onSelect && (
          <button type="button" class="quiet" onClick={onSelect}>
            {text.claims.select(path)}
          </button>
        )}
        {node.depth > 1 && (
          <code class="path" translate={false}>
            <ExactText text={path} />
          </code>
        )}
      </p>
    </div>
  );
}

interface Definition {
  readonly meaning: string;
  readonly source: Source;
}

function definitionOf(part: Props["part"], name: string): Definition | undefined {
  if (part === "header") {
    return isHeaderParameter(name)
      ? { meaning: text.meanings.header[name], source: HEADER_PARAMETERS[name] }
      : undefined;
  }
  return isClaim(name) ? { meaning: text.meanings.claims[name], source: CLAIMS[name] } : undefined;
}
