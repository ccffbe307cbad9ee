import { text } from "../text";

/** Leads back from a token that was opened inside another one. */
export function OuterToken({ onBack }: { onBack(): void }) {
  return (
    <p class="note outer-token">
      {text.views.outer.opened}
      <button type="button" class="quiet" onClick={onBack}>
        {text.views.outer.back}
      </button>
    </p>
  );
}
