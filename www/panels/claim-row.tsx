import { useMemo, useRef } from "preact/hooks";
import { type JsonNode, meantBy } from "../model/json-node";
import { pathOf } from "../model/json-path";
import { onOneLine } from "../model/json-text";
import type { Spot } from "../model/source-map";
import { isTimeClaim, valueInWords } from "../model/value-words";
import { text } from "../text";
import { CopyIcon } from "../ui/copying";
import { Deferred } from "../ui/deferred";
import { UnfoldIcon } from "../ui/icons";
import { MarkedText } from "../ui/marked-text";
import { lighting, useIsLit } from "../ui/spotlight";
import { ClaimReading } from "./claim-reading";

interface Props {
  part: "header" | "payload";
  node: JsonNode;
  now: number;
  /** What is looked for, in lower case. */
  wanted: string | undefined;
  isOpen: boolean;
  onToggle(): void;
  /** `undefined` if the letters of the token are only a guess. */
  onSelect: ((spot: Spot) => void) | undefined;
}

export function ClaimRow(props: Props) {
  const { part, node, now, wanted, isOpen, onSelect } = props;
  const isLit = useIsLit({ part, member: node });
  const latest = useRef(props);
  latest.current = props;
  // There can be hundreds of rows, and a new second changes only those with a relative time.
  const moment = part === "payload" && node.depth === 1 && isTimeClaim(node.name ?? "") ? now : undefined;
  const row = () => (
    <Row
      {...props}
      isLit={isLit}
      onToggle={() => latest.current.onToggle()}
      onSelect={onSelect && ((spot) => latest.current.onSelect?.(spot))}
    />
  );
  return useMemo(row, [part, node, moment, wanted, isLit, isOpen, onSelect === undefined, text]);
}

function Row({ part, node, now, wanted, isOpen, isLit, onToggle, onSelect }: Props & { isLit: boolean }) {
  const spot = { part, member: node };
  const path = pathOf(node);
  const inWords = node.depth === 1 ? valueInWords(part, node, now) : {};
  return (
    <>
      <tr
        class={`claim${node.depth > 1 ? " is-inner" : ""}${isLit ? " is-lit" : ""}`}
        style={{ "--level": Math.min(node.depth - 1, DEEPEST_INDENTATION) }}
        {...lighting(spot)}
        onKeyDown={(event) => moveBy(event, isOpen)}
      >
        <th scope="row">
          <Name {...{ node, path, wanted, isOpen, onToggle }} />
        </th>
        <td>
          <Value node={node} wanted={wanted} isOpen={isOpen} />
        </td>
        <td class="reading">
          <ClaimReading part={part} node={node} now={now} inWords={inWords} />
        </td>
        <td class="actions">
          <CopyIcon what={path} content={() => meantBy(node)} isStop={false} />
          {/* For the pointer; the name is the button for everyone else. */}
          <button
            type="button"
            class={isOpen ? "icon-button unfold is-open" : "icon-button unfold"}
            aria-hidden="true"
            tabIndex={-1}
            // It never has the focus, since it cannot be read aloud.
            onMouseDown={(event) => event.preventDefault()}
            onClick={onToggle}
          >
            <UnfoldIcon />
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr class="claim-details">
          <td colSpan={4}>
            <Deferred isSaid>
              {({ ClaimDetails }) => (
                <ClaimDetails
                  {...{ part, node, path, inWords, wanted }}
                  onSelect={onSelect && (() => onSelect(spot))}
                />
              )}
            </Deferred>
          </td>
        </tr>
      )}
    </>
  );
}

const DEEPEST_INDENTATION = 8;

/**
 * As in a tree: up and down lead to the next row, right opens, and left folds. From an open row, right leads to its copy
 * button, and left back. So a row is one stop for the Tab key.
 */
function moveBy(event: KeyboardEvent, isOpen: boolean): void {
  const row = event.currentTarget as HTMLElement;
  const [name, copy] = [nameIn(row), row.querySelector<HTMLElement>(".copy")];
  const isOnName = event.target === name;
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp": {
      const all = [...(row.closest("table")?.querySelectorAll<HTMLElement>(".claim") ?? [])];
      const next = all[all.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) nameIn(next)?.focus();
      break;
    }
    case "ArrowRight":
      if (isOnName && !isOpen) name?.click();
      else copy?.focus();
      break;
    case "ArrowLeft":
      if (!isOnName) name?.focus();
      else if (isOpen) name?.click();
      break;
    default:
      return;
  }
  event.preventDefault();
}

function nameIn(row: HTMLElement): HTMLElement | null {
  return row.querySelector(".member-name");
}

interface NameProps extends Pick<Props, "node" | "wanted" | "isOpen" | "onToggle"> {
  path: string;
}

function Name({ node, path, wanted, isOpen, onToggle }: NameProps) {
  return (
    <button
      type="button"
      class="member-name"
      aria-label={text.frame.moreOf(path)}
      title={text.frame.moreOf(path)}
      aria-expanded={isOpen}
      onClick={onToggle}
      translate={false}
    >
      <MarkedText text={node.name ?? `[${node.index}]`} wanted={wanted} />
    </button>
  );
}

/** More than a line holds. */
const LONGEST_SHOWN = 300;
/** Letters before what matches, so that it is in sight. */
const LEAD = 12;

/** As it stands in the token, on one line. */
function Value({ node, wanted, isOpen }: Pick<Props, "wanted" | "isOpen"> & { node: JsonNode }) {
  const kind = node.isContainer ? "literal" : node.kind;
  const { value } = node;
  const folded = node.kind === "array" ? "[…]" : "{…}";
  return (
    <p class={`value line json-${kind}`} translate={false}>
      {isOpen && node.children.length > 0 ? (
        folded
      ) : (
        <MarkedText text={excerpt(value, wanted)} wanted={wanted} />
      )}
    </p>
  );
}

function excerpt(value: string, wanted: string | undefined): string {
  const at = wanted === undefined ? -1 : value.toLowerCase().indexOf(wanted);
  const from = at > 2 * LEAD ? at - LEAD : 0;
  const shown = onOneLine(value.slice(from, from + LONGEST_SHOWN));
  return from > 0 ? `…${shown}` : shown;
}
