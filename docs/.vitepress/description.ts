const MOST = 160;

/** What a search engine shows below a page's title: its first sentences, as many as fit. */
export function descriptionOf(markdown: string): string | undefined {
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/, "");
  const paragraph = body.split(/\n{2,}/).find((block) => /^[\p{L}`["“]/u.test(block.trim()));
  if (paragraph === undefined) return undefined;
  const text = paragraph
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const [first = "", ...others] = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  let description = first;
  for (const sentence of others) {
    if (description.length + 1 + sentence.length > MOST) break;
    description += ` ${sentence}`;
  }
  return description;
}
