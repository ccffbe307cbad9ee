/** Links the letters in the token field with the content that they encode. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { contentOf, lettersOf, type Spot, spotAt } from "../model/source-map";
import { light } from "./spotlight";

type Field = RefObject<HTMLTextAreaElement | null>;

/**
 * Lights the content that the letter at the pointer or the caret encodes. Without a decoded token it lights nothing.
 * `offset` is where the token begins in the field.
 */
export function useTokenLighting(field: Field, decoded: DecodedToken | undefined, offset: number) {
  const latest = useRef({ decoded, offset });
  latest.current = { decoded, offset };
  const lightAt = (position: number) => {
    const { decoded: read, offset: begin } = latest.current;
    light(read && spotAt(read, position - begin));
  };

  useEffect(() => {
    const follow = () => {
      const textarea = field.current;
      if (textarea && document.activeElement === textarea) lightAt(textarea.selectionStart);
    };
    document.addEventListener("selectionchange", follow);
    return () => document.removeEventListener("selectionchange", follow);
  }, []);

  const darken = () => light(undefined);
  return {
    // Browsers send it once a frame.
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const caret = document.caretPositionFromPoint?.(clientX, clientY);
      if (caret && caret.offsetNode === field.current) lightAt(caret.offset);
    },
    onPointerLeave: darken,
    onBlur: darken,
  };
}

/** Without CSS highlights, only the whole part is lit. */
export function markLetters(node: Node, from: number, to: number): (() => void) | undefined {
  if (!("highlights" in CSS)) return undefined;
  const range = new Range();
  const length = node.textContent?.length ?? 0;
  range.setStart(node, Math.min(from, length));
  range.setEnd(node, Math.min(to, length));
  CSS.highlights.set("lit-letters", new Highlight(range));
  return () => CSS.highlights.delete("lit-letters");
}

export function selectLetters(
  field: HTMLTextAreaElement | null,
  decoded: DecodedToken,
  offset: number,
  { part, member }: Spot,
): void {
  let begin = offset;
  for (const segment of decoded.segments) {
    if (segment.part === part) break;
    begin += segment.text.length + 1;
  }
  const content = contentOf(decoded, part);
  const letters = content && member && lettersOf(content, member.start, member.end);
  if (!field || !letters) return;
  field.focus();
  field.setSelectionRange(begin + letters[0], begin + letters[1]);
}
