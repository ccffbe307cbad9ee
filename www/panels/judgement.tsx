import type { ComponentChildren } from "preact";
import { useIsTyping } from "../ui/typing";

/** While a long token is typed into, the verdict is still about the token before, and says so by being dimmed. */
export function Judgement({
  isOfAnotherTime,
  children,
}: {
  isOfAnotherTime: boolean;
  children: ComponentChildren;
}) {
  const isBehind = useIsTyping();
  return (
    <div class={isOfAnotherTime ? "judgement is-of-another-time" : "judgement"} aria-busy={isBehind}>
      {children}
    </div>
  );
}
