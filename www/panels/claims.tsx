import type { Report } from "jwt-wasm";
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { shownMembers } from "../model/claim-rows";
import type { DecodedToken } from "../model/decoded-token";
import { isEncrypted } from "../model/decryption/form";
import { isDetachedToken } from "../model/formats/detached";
import { type Matches, matchesIn, wantedBy } from "../model/json-filter";
import { documentOf } from "../model/json-members";
import type { Spot } from "../model/source-map";
import { contentOf } from "../model/source-map";
import { bytesIn, type PartName } from "../model/token-text";
import { text } from "../text";
import { CopyIcon } from "../ui/copying";
import { useIsLit } from "../ui/spotlight";
import { ClaimFilter } from "./claim-filter";
import { ClaimsTable } from "./claims-table";
import { PartHead } from "./decoded-head";
import { PartRemarks, refusalOf } from "./decoded-remarks";
import { SignatureBytes } from "./decoded-signature";

interface Props {
  decoded: DecodedToken;
  report: Report;
  now: number;
  /** Selects the letters of the token that encode this. */
  onSelect(spot: Spot): void;
}

/** The payload first: it is what most people came to read. */
export function ClaimsPanel({
  decoded,
  report,
  now,
  onSelect,
  belowPayload,
}: Props & { belowPayload?: ComponentChildren }) {
  const [filter, setFilter] = useState("");
  if (decoded.token === "") return <p class="hint waiting">{text.frame.waiting}</p>;
  // The second part of a JWE is an encrypted key.
  const isSigned = decoded.segments.length !== 5;
  const hasPayload = isSigned && !isDetachedToken(decoded);
  const signature = decoded.segments[2];
  const common = { decoded, report, now, onSelect, filter };
  const filterField = <ClaimFilter filter={filter} onChange={setFilter} />;
  return (
    <section class="decoded" aria-label={text.parts.decodedTitle}>
      {hasPayload && <Part {...common} part="payload" aside={filterField} />}
      {belowPayload}
      <Part {...common} part="header" aside={!hasPayload && filterField} />
      {isSigned && signature?.part !== undefined && signature.text !== "" && (
        <SignatureBytes segment={signature.text} />
      )}
    </section>
  );
}

interface PartProps extends Props {
  part: "header" | "payload";
  filter: string;
  aside: preact.ComponentChildren;
}

function Part({ part, decoded, report, now, onSelect, filter, aside }: PartProps) {
  const content = contentOf(decoded, part);
  const isLit = useIsLit({ part });
  const wanted = wantedBy(filter);
  const matches = useMemo(
    () => (content && wanted !== undefined ? matchesIn(documentOf(content), wanted) : undefined),
    [content, wanted],
  );
  const label = text.parts.names[part];
  return (
    <div class={`decoded-part decoded-${part}${isLit ? " is-lit" : ""}`}>
      <PartHead
        part={part}
        size={bytesOf(decoded, part)}
        isEncrypted={isEncrypted(decoded)}
        aside={
          <>
            {content && <Count content={content} matches={matches} isSaid={aside !== false} />}
            {aside}
            {content && <CopyIcon what={text.reading.parts[part]} content={() => content.text} />}
          </>
        }
      />
      {content ? (
        <section id={`part-${part}`} tabIndex={-1} aria-label={label}>
          <ClaimsTable
            part={part}
            content={content}
            now={now}
            filter={filter.trim()}
            matches={matches}
            onSelect={onSelect}
          />
        </section>
      ) : (
        <p class="hint">{text.parts.notReadable}</p>
      )}
      <PartRemarks content={content} refusal={refusalOf(report, part)} />
    </div>
  );
}

interface CountProps {
  content: NonNullable<ReturnType<typeof contentOf>>;
  matches: Matches | undefined;
  isSaid: boolean;
}

/** `3 of 18` */
function Count({ content, matches, isSaid }: CountProps) {
  const { root } = documentOf(content);
  const count =
    matches && root?.kind === "object"
      ? text.reading.matching(shownMembers(root, matches), root.children.length)
      : "";
  return (
    <span class="hint matching" role={isSaid ? "status" : undefined}>
      {count}
    </span>
  );
}

function bytesOf(decoded: DecodedToken, part: PartName): number {
  return bytesIn(decoded.segments.find((segment) => segment.part === part)?.text ?? "");
}
