/** Changes the text of a field as if it had been typed, so that Ctrl+Z takes it back. */

type Field = HTMLTextAreaElement;

/** The caret and the selection stay where they are in the text, and the focus stays where it is on the page. */
export function rewrite(field: Field, wanted: string): void {
  const before = field.value;
  if (before === wanted) return;
  const [start, end] = differenceOf(before, wanted);
  const inserted = wanted.slice(start, wanted.length - (before.length - end));
  const focused = document.activeElement;
  const { selectionStart, selectionEnd, scrollTop, scrollLeft } = field;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  // The only way that browsers record for undo. Its successor does not exist yet.
  const isDone =
    inserted === "" ? document.execCommand("delete") : document.execCommand("insertText", false, inserted);
  if (!isDone || field.value !== wanted) {
    field.value = wanted;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  const moved = (place: number) =>
    place <= start ? place : place >= end ? place + wanted.length - before.length : start + inserted.length;
  field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
  field.scrollTo(scrollLeft, scrollTop);
  if (focused instanceof HTMLElement && focused !== field) focused.focus({ preventScroll: true });
}

/** Where the first text differs from the second: the start, and the end in the first. */
function differenceOf(before: string, after: string): [number, number] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return [start, before.length - same];
}
