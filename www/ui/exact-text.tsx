import { pieces } from "../model/json-text";

/** Text from a token's author, shown so that it cannot hide or reverse the text beside it. */
export function ExactText({ text, class: name }: { text: string; class?: string }) {
  return (
    <bdi class={name}>
      {pieces(text).map((piece) =>
        piece.hidden ? <mark class="hidden-character">{piece.text}</mark> : piece.text,
      )}
    </bdi>
  );
}
