import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chip } from "../model/chips";
import { pieces } from "../model/json-text";
import type { Remedy } from "../model/remedy";
import type { Tone, Verdict } from "../model/verdict";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { useSettled } from "../ui/hooks";
import { CrossIcon, QuestionIcon, TickIcon, UnfoldIcon, WarningIcon } from "../ui/icons";
import { RemedyButtons } from "../ui/remedies";
import { useIsTyping } from "../ui/typing";

const ICONS: Record<Tone, () => preact.JSX.Element> = {
  good: TickIcon,
  caution: WarningIcon,
  bad: CrossIcon,
  unknown: QuestionIcon,
};

/** A screen reader should not report every key press. */
const UNTIL_ANNOUNCED = 600;

interface Props {
  verdict: Verdict;
  chips: readonly Chip[];
  remedies: readonly Remedy[];
  onRemedy(remedy: Remedy): void;
  onEnterKey(): void;
  /** The verdict is about another moment than now. */
  isOfAnotherTime: boolean;
}

/** The answer in one line, and beside it what else a reader asks first. */
export function Strip({ verdict, chips, remedies, onRemedy, onEnterKey, isOfAnotherTime }: Props) {
  const ToneIcon = ICONS[verdict.tone];
  // While someone types in a long token, this is still about the previous one.
  const isBehind = useIsTyping();
  const answer = chips.find((chip) => chip.isAnswer)?.label;
  return (
    <>
      <section
        class={`verdict tone-${verdict.tone}${isOfAnotherTime ? " is-of-another-time" : ""}`}
        aria-label={text.verdict.title}
        aria-busy={isBehind}
      >
        <span class="badge">
          <ToneIcon />
        </span>
        <VerdictWords headline={verdict.headline} details={verdict.details.join(" ")} />
        <Chips>
          <RemedyButtons remedies={remedies} onRemedy={onRemedy} />
          {chips.map((chip) => (
            <ShownChip key={chip.name} chip={chip} onRemedy={onRemedy} />
          ))}
          {verdict.wants && (
            <button type="button" class="chip" onClick={onEnterKey}>
              {text.frame.addKey[verdict.wants]}
            </button>
          )}
        </Chips>
      </section>
      <p class="visually-hidden" aria-live="polite">
        {useSettled(answer ? `${verdict.announcement} ${answer}.` : verdict.announcement, UNTIL_ANNOUNCED)}
      </p>
    </>
  );
}

/** Where the chips scroll, the keyboard reaches them by a button among them, or by themselves if there is none. */
function Chips({ children }: { children: ComponentChildren }) {
  const row = useRef<HTMLDivElement>(null);
  const [isStop, setStop] = useState(false);
  useLayoutEffect(() => {
    const { current } = row;
    if (current) setStop(current.scrollWidth > current.clientWidth && !current.querySelector("button"));
  });
  return (
    <div class="chips" ref={row} tabIndex={isStop ? 0 : undefined}>
      {children}
    </div>
  );
}

/** The strip keeps its height: what does not fit is folded, and shown on request. */
function VerdictWords({ headline, details }: { headline: string; details: string }) {
  const words = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const [opened, setOpened] = useState<string>();
  const isOpen = opened === headline;
  useLayoutEffect(() => {
    const { current } = words;
    if (!current || isOpen) return;
    const look = () => setCut([...current.children, current].some(isLargerThanShown));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, [headline, details, isOpen]);
  return (
    <>
      <div class={isOpen ? "verdict-words is-open" : "verdict-words"} ref={words}>
        <h2>{headline}</h2>
        <p>
          <ExactText text={details} />
        </p>
      </div>
      {(isCut || isOpen) && (
        <button
          type="button"
          class={isOpen ? "icon-button unfold is-open" : "icon-button unfold"}
          aria-label={text.frame.moreOf(text.verdict.title)}
          aria-expanded={isOpen}
          onClick={() => setOpened(isOpen ? undefined : headline)}
        >
          <UnfoldIcon />
        </button>
      )}
    </>
  );
}

function isLargerThanShown(element: Element): boolean {
  return element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
}

function ShownChip({ chip, onRemedy }: { chip: Chip; onRemedy: Props["onRemedy"] }) {
  const { label, long, tone, remedy } = chip;
  const name = `chip${tone === undefined ? "" : ` tone-${tone}`}${long === undefined ? "" : " has-long"}`;
  const words = long === undefined ? <ExactText text={label} /> : <Around label={label} long={long} />;
  if (!remedy) return <span class={name}>{words}</span>;
  return (
    <button type="button" class={name} aria-label={spoken(chip)} onClick={() => onRemedy(remedy)}>
      {words}
    </button>
  );
}

/** Words in boxes would be read with gaps. */
function spoken({ label, long }: Chip): string | undefined {
  if (long === undefined) return undefined;
  return pieces(label)
    .map((piece) => piece.text)
    .join("");
}

function Around({ label, long }: { label: string; long: string }) {
  const at = label.indexOf(long);
  return (
    <>
      <span>{label.slice(0, at)}</span>
      <ExactText class="long" text={long} />
      <span>{label.slice(at + long.length)}</span>
    </>
  );
}
