import { pieces } from "../model/json-text";

/** Text of a token's author: shown whole, and unable to hide or turn around what stands beside it. */
export function ExactText({ text, class: name }: { text: string; class?: string }) {
  return (
    <bdi class={name}>
      {pieces(text).map((piece) =>
        piece.hidden ? <mark class="hidden-character">{piece.text}</mark> : piece.text,
      )}
    </bdi>
  );
}
