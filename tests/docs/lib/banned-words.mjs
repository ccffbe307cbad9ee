/**
 * The words that nobody says aloud, each with what to write. CONTRIBUTING.md, under Words, has the rules; this is what a
 * machine can find of them, so each pattern is narrow enough to be wrong almost never.
 */

const BANNED = [
  [/\bwho(?:m|se)?(?:so)?ever\b/i, "the caller, the client, anyone who"],
  [
    /(?<!\bthere )\b(?:is|are|was|were) no\b(?! (?:longer|more|less|later|sooner|better|worse|slower|faster|larger|smaller|bigger|older|newer|different|doubt|one|matter)\b)/i,
    "is not a, has no",
  ],
  [/\banew\b/i, "again"],
  [/\btells (?:that|of|how|which|whether|why|what)\b/i, "says, shows"],
  [/\bthat of\b/i, "name the thing again"],
  [
    /, for (?:it|they|there|this|that|he|she|we|you|one|nothing|no \w+|none|nobody|each|some|most|both|otherwise) (?:is|are|was|were|has|have|had|can|cannot|could|would|must|does|do|did|will|may|might|needs?|never)\b/i,
    "because",
  ],
  [/\bnot once (?:is|are|was|were|does|do|has)\b|\bnever once\b/i, "never"],
  [/\b(?:what|which|who|that) (?:is|are) none\b/i, "say what it is not"],
  [/\bof which (?:one|none|each|any)\b|\bhas none of\b/i, "turn the sentence round"],
  [
    /\b(?:there|here|where)(?:of|in|upon|with|unto|fore|from)\b(?<!therefore|wherefore|wherein lies)/i,
    "name the thing",
  ],
  [
    /\b(?:thence|whence|hence|hitherto|henceforth|forthwith|hereby|lest|oneself|aforesaid|superfluous|thereby|thrice|whereby|albeit|amongst|whilst|nay)\b/i,
    "an everyday word",
  ],
  [
    /\b(?:blazing(?:ly)?|seamless(?:ly)?|effortless(?:ly)?|world-class|cutting-edge|lightning-fast|battle-tested|best-in-class)\b/i,
    "a number",
  ],
  [/\bwhat (?:it|one|he|she|they) (?:brings|holds) along\b|\btake (?:it|them) along\b/i, "copy, keep"],
  [/\bmay stand (?:here|there|in)\b|\bstands (?:there|here)\b|\bcannot stand\b/i, "is, is allowed"],
  [/\bis to (?:withstand|be had)\b|\bto be had\b/i, "is available, resists"],
];

/** A sentence goes on in the next line, after the mark of a comment that `proseOfCode` has left out. */
const PATTERNS = BANNED.map(([pattern, say]) => [
  new RegExp(pattern.source.replaceAll(" ", "\\s+"), `${pattern.flags}g`),
  say,
]);

/** `{ text, say, index }` for each word that nobody says. */
export function findingsIn(prose) {
  return PATTERNS.flatMap(([pattern, say]) =>
    [...prose.matchAll(pattern)].map(({ 0: text, index }) => ({
      text: text.replaceAll(/\s+/g, " "),
      say,
      index,
    })),
  );
}
