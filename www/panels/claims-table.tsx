import { useState } from "preact/hooks";
import { type Opened, rowsOf } from "../model/claim-rows";
import type { Matches } from "../model/json-filter";
import { documentOf } from "../model/json-members";
import type { JsonNode } from "../model/json-node";
import type { Spot } from "../model/source-map";
import type { ReadableText } from "../model/token-text";
import { text } from "../text";
import { ShowMore, useLimit } from "../ui/more";
import { ClaimRow } from "./claim-row";
import { LaidOutJson } from "./decoded-json";

interface Props {
  part: "header" | "payload";
  content: ReadableText;
  now: number;
  filter: string;
  /** What matches the filter; `undefined` without one. */
  matches: Matches | undefined;
  /** Missing if the content is not in the letters of the token. */
  onSelect?: ((spot: Spot) => void) | undefined;
}

export function ClaimsTable({ part, content, now, filter, matches, onSelect }: Props) {
  const { root, isWhole } = documentOf(content);
  // Only objects have names to explain.
  if (root?.kind !== "object") {
    return (
      <pre class="not-object" translate={false}>
        <LaidOutJson part={part} content={content} />
      </pre>
    );
  }
  if (root.children.length === 0 && isWhole) return <p class="hint">{text.claims.none}</p>;
  return (
    <>
      <Tree {...{ part, content, now, filter, matches, onSelect, root }} />
      {!isWhole && <p class="remark">{text.parts.cutOff}</p>}
    </>
  );
}

function Tree({ part, content, now, filter, matches, onSelect, root }: Props & { root: JsonNode }) {
  const [opened, open] = useOpened(filter);
  const [limit, showMore] = useLimit(matches ?? content);
  // One more than is shown shows whether there are more.
  const rows = rowsOf(root, opened, matches, limit + 1);
  if (rows.length === 0) {
    return matches ? <p class="hint">{text.reading.noneMatch(filter)}</p> : null;
  }
  const wanted = matches && filter.toLowerCase();
  return (
    <>
      <table>
        <colgroup>
          <col class="names" />
          <col class="values" />
          <col class="readings" />
          <col class="actions" />
        </colgroup>
        <thead class="visually-hidden">
          <tr>
            {(["name", "value", "reading", "actions"] as const).map((column) => (
              <th key={column} scope="col">
                {text.reading.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map(({ node, key, isOpen }) => (
            <ClaimRow
              key={key}
              {...{ part, node, now, wanted, isOpen }}
              onToggle={() => open(key, !isOpen)}
              onSelect={content.exact ? onSelect : undefined}
            />
          ))}
        </tbody>
      </table>
      {rows.length > limit && <ShowMore onMore={showMore} />}
    </>
  );
}

const NOTHING: Opened = new Map();

/** What is opened while a filter is set is forgotten with it, and what was open before comes back. */
function useOpened(filter: string): [Opened, (key: string, isOpen: boolean) => void] {
  const [state, setState] = useState<{ filter: string; opened: Opened; before: Opened }>({
    filter,
    opened: NOTHING,
    before: NOTHING,
  });
  const isFiltered = filter !== "";
  const opened = !isFiltered ? state.before : state.filter === filter ? state.opened : NOTHING;
  const open = (key: string, isOpen: boolean) => {
    const changed = new Map(opened).set(key, isOpen);
    setState(isFiltered ? { ...state, filter, opened: changed } : { ...state, before: changed });
  };
  return [opened, open];
}
