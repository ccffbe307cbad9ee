import type { Remedy } from "../model/remedy";
import type { Tone, Verdict } from "../model/verdict";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { useSettled } from "../ui/hooks";
import { CrossIcon, QuestionIcon, TickIcon, WarningIcon } from "../ui/icons";
import { Remedies } from "../ui/remedies";

const ICONS: Record<Tone, () => preact.JSX.Element> = {
  good: TickIcon,
  caution: WarningIcon,
  bad: CrossIcon,
  unknown: QuestionIcon,
};

/** A person who listens should not hear every key press. */
const UNTIL_ANNOUNCED = 600;

interface Props {
  verdict: Verdict;
  remedies: readonly Remedy[];
  onRemedy(remedy: Remedy): void;
  onEnterKey(): void;
}

export function VerdictPanel({ verdict, remedies, onRemedy, onEnterKey }: Props) {
  const ToneIcon = ICONS[verdict.tone];
  return (
    <>
      <section class={`verdict tone-${verdict.tone}`} aria-label={text.verdict.title}>
        <span class="badge">
          <ToneIcon />
        </span>
        <div class="verdict-words">
          <h2>{verdict.headline}</h2>
          {verdict.details.map((detail) => (
            <p key={detail}>
              <ExactText text={detail} />
            </p>
          ))}
          <Remedies remedies={remedies} onRemedy={onRemedy} />
        </div>
        {verdict.wants && (
          <button type="button" onClick={onEnterKey}>
            {text.verdict.enterKey[verdict.wants]}
          </button>
        )}
      </section>
      <p class="visually-hidden" aria-live="polite">
        {useSettled(verdict.announcement, UNTIL_ANNOUNCED)}
      </p>
    </>
  );
}
