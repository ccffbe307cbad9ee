import type { ComponentChildren } from "preact";
import { useIsTyping } from "../ui/typing";

/** While a long token is typed into, the verdict is still about the token before, and says so by being dimmed. */
export function VerdictFrame({
  isOfAnotherTime,
  children,
}: {
  isOfAnotherTime: boolean;
  children: ComponentChildren;
}) {
  const isBehind = useIsTyping();
  return (
    <div class={isOfAnotherTime ? "verdict-frame is-of-another-time" : "verdict-frame"} aria-busy={isBehind}>
      {children}
    </div>
  );
}
