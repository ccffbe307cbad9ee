import { ExactText } from "./exact-text";

interface Props {
  text: string;
  /** In lower case; `undefined` if nothing is looked for. */
  wanted: string | undefined;
}

/** Marks each place of what a person looks for. */
export function MarkedText({ text, wanted }: Props) {
  const lower = text.toLowerCase();
  // Some letters change their length with their case, and then no place would be right.
  if (wanted === undefined || lower.length !== text.length) return <ExactText text={text} />;
  const pieces = [];
  let end = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, end)) {
    if (at > end) pieces.push(<ExactText text={text.slice(end, at)} />);
    end = at + wanted.length;
    pieces.push(
      <mark class="match">
        <ExactText text={text.slice(at, end)} />
      </mark>,
    );
  }
  if (pieces.length === 0) return <ExactText text={text} />;
  if (end < text.length) pieces.push(<ExactText text={text.slice(end)} />);
  // In one piece, so that it is read from left to right whatever it holds.
  return <bdi>{pieces}</bdi>;
}
