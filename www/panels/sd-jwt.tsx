import type { Expected } from "../model/expected";
import type { KeyBinding } from "../model/formats/key-binding";
import { pathInWords } from "../model/formats/references";
import type { Opened, SdJwt } from "../model/formats/sd-jwt";
import { problemInWords } from "../model/formats/verdict";
import { meantBy } from "../model/json-node";
import { rfc } from "../model/registry";
import type { Remedy } from "../model/remedy";
import { text } from "../text";
import { CopyIcon } from "../ui/copying";
import { ExactText } from "../ui/exact-text";
import { CrossIcon, TickIcon } from "../ui/icons";
import { ShowMore, useLimit } from "../ui/more";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";
import { ClaimReading } from "./claim-reading";
import { KeyBindingPart } from "./key-binding";

interface Props {
  sd: SdJwt;
  binding: KeyBinding | undefined;
  expected: Expected;
  isBindingLeftOver: boolean;
  now: number;
  onExpected(expected: Expected): void;
  onRemedy(remedy: Remedy): void;
  onOpen(token: string): void;
}

export function SdJwtPanel(props: Props) {
  const { sd, binding, expected, isBindingLeftOver, now, onExpected, onRemedy, onOpen } = props;
  const words = text.formats.sd;
  const { opened, hidden, problems } = sd;
  const disclosed = opened.filter(({ status }) => status === "disclosed").length;
  const [limit, showMore] = useLimit(sd);
  return (
    <Panel
      title={words.title}
      name="sd-jwt"
      aside={
        <p class="hint">
          {words.summary(disclosed, hidden)} · {sd.hash.slice(0, 40)} <SourceLink source={rfc(9901, "4")} />
        </p>
      }
    >
      <ul class="said">
        {problems.map((problem) => (
          <Said key={problem.kind} isGood={false} words={problemInWords(problem)} />
        ))}
        {problems.length === 0 && <Said isGood words={opened.length > 0 ? words.whole : words.none} />}
      </ul>
      {opened.length > 0 && (
        <ul class="disclosures">
          {opened.slice(0, limit).map((one, index) => (
            <ShownDisclosure key={index} opened={one} index={index} now={now} />
          ))}
        </ul>
      )}
      {opened.length > limit && <ShowMore onMore={showMore} />}
      {hidden > 0 && <p class="hint">{words.hidden(hidden)}</p>}
      <p class="hint">{words.signedBy}</p>
      <KeyBindingPart
        sd={sd}
        binding={binding}
        expected={expected}
        isLeftOver={isBindingLeftOver}
        now={now}
        onChange={onExpected}
        onRemedy={onRemedy}
        onOpen={onOpen}
      />
    </Panel>
  );
}

export function Said({ isGood, words }: { isGood: boolean; words: string }) {
  return (
    <li class={isGood ? "said-good" : "said-bad"}>
      {isGood ? <TickIcon /> : <CrossIcon />}
      <span>
        <ExactText text={words} />
      </span>
    </li>
  );
}

/** More than a line holds. The copy has all. */
const LONGEST_SHOWN = 400;

function ShownDisclosure({ opened, index, now }: { opened: Opened; index: number; now: number }) {
  const words = text.formats.sd;
  const { disclosure, digest, status, place } = opened;
  const { content, flaw } = disclosure;
  const name = place ? pathInWords(place) : (content?.name ?? words.unnamed(index + 1));
  const isDisclosed = status === "disclosed";
  const value = content ? meantBy(content.value) : disclosure.text;
  const shown = content ? content.value.value : disclosure.text;
  return (
    <li class="disclosure">
      <p class="disclosure-name">
        <code translate={false}>
          <ExactText text={name.slice(0, LONGEST_SHOWN)} />
        </code>
        <span class={isDisclosed ? "chip" : "chip tone-bad"}>
          {isDisclosed ? words.disclosed : words.statuses[status]}
        </span>
      </p>
      <p class="disclosure-value value" translate={false}>
        <ExactText text={shown.slice(0, LONGEST_SHOWN)} />
        {shown.length > LONGEST_SHOWN && "…"}
      </p>
      <CopyIcon content={() => value} what={name.slice(0, 80)} />
      {content && (
        <div class="reading">
          {/* Inside an object, a name can mean something else. */}
          <ClaimReading
            part="payload"
            node={content.value}
            name={name === content.name ? name : ""}
            now={now}
          />
        </div>
      )}
      {flaw && <p class="remark">{words.flaws[flaw]}</p>}
      <details>
        <summary>
          {words.salt} · {words.digest}
          <span class="visually-hidden"> {name.slice(0, 80)}</span>
        </summary>
        <dl>
          {content && <Fact term={words.salt} value={content.salt} />}
          {digest !== undefined && <Fact term={words.digest} value={digest} />}
          <Fact term={words.sent} value={disclosure.text} />
        </dl>
      </details>
    </li>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd translate={false}>
        <ExactText text={value.slice(0, LONGEST_SHOWN)} />
        {value.length > LONGEST_SHOWN && "…"}
      </dd>
    </div>
  );
}
