import { text } from "../text";

/** Leads out of a token that was opened from within another. */
export function OuterToken({ onBack }: { onBack(): void }) {
  return (
    <p class="note outer-token">
      {text.lints.opened}
      <button type="button" class="quiet" onClick={onBack}>
        {text.lints.back}
      </button>
    </p>
  );
}
