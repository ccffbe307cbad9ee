import type { JsonNode } from "../model/json-node";
import { timeReading } from "../model/time";
import { type ValueInWords, valueInWords } from "../model/value-words";
import { text } from "../text";
import { Clocks } from "../ui/clocks";
import { ExactText } from "../ui/exact-text";

interface Props {
  part: "header" | "payload";
  node: JsonNode;
  /** The claim's name, where the node does not have it. */
  name?: string;
  now: number;
  inWords?: ValueInWords;
}

/** What the value says, in a few words. */
export function ClaimReading(props: Props) {
  const { part, node, name = node.name ?? "", now } = props;
  const { inWords = valueInWords(part, { name, value: node.value }, now) } = props;
  const remarks = [
    ...(inWords.remark ? [inWords.remark] : []),
    ...(node.isRepeated ? [text.claims.repeated] : []),
  ];
  return (
    <>
      {inWords.time ? (
        <Moment seconds={Number(node.value)} now={now} utc={inWords.time.utc} />
      ) : (
        <p class="line">
          <ExactText text={saidOf(part, node, name, inWords).join(" · ")} />
        </p>
      )}
      {remarks.map((remark) => (
        <p key={remark} class="remark">
          {remark}
        </p>
      ))}
    </>
  );
}

function Moment({ seconds, now, utc }: { seconds: number; now: number; utc: string }) {
  const [distance, ...clocks] = timeReading(seconds, now)?.split(" · ") ?? [];
  return (
    <p class="line">
      <span class="distance">{distance}</span>
      {" · "}
      <time dateTime={utc}>
        <Clocks clocks={clocks} />
      </time>
    </p>
  );
}

function saidOf(part: Props["part"], node: JsonNode, name: string, { words }: ValueInWords): string[] {
  const brief = node.depth === 1 ? (inShort(part, node) ?? words ?? briefly(part, name)) : undefined;
  return [countIn(node), brief].filter((said) => said !== undefined);
}

/** Of a list or an object, how much is in it. */
function countIn({ kind, children, isContainer, isWhole }: JsonNode): string | undefined {
  if (!isContainer || (!isWhole && children.length === 0)) return undefined;
  return kind === "array" ? text.reading.items(children.length) : text.reading.members(children.length);
}

/** The whole explanation is too long for a line. */
function inShort(part: Props["part"], { name, value }: JsonNode): string | undefined {
  if (part !== "header") return undefined;
  if (name === "typ") return value === '"JWT"' ? text.reading.jwt : undefined;
  if (name !== "alg") return undefined;
  if (/^"HS(?:256|384|512)"$/.test(value)) return text.reading.algorithms.HS;
  if (value === '"dir"') return text.reading.algorithms.dir;
  if (value.toLowerCase() === '"none"') return text.reading.algorithms.none;
  const isPair = /^"(?:[RPE]S(?:256|384|512)|ES256K|EdDSA|Ed25519|Ed448|ML-DSA-\d+)"$/.test(value);
  return isPair ? text.reading.algorithms.pair : undefined;
}

function briefly(part: Props["part"], name: string): string | undefined {
  const meanings: Readonly<Record<string, string>> =
    part === "header" ? text.reading.header : text.reading.claims;
  return Object.hasOwn(meanings, name) ? meanings[name] : undefined;
}
