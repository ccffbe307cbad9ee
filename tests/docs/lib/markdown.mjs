/** The fenced code blocks, each with its language as written and the line it opens on. */
export function blocksOf(markdown) {
  const blocks = [];
  let open;
  for (const [index, line] of markdown.split("\n").entries()) {
    const [, fence, language] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (!open && fence) {
      open = { fence, language: language.trim(), line: index + 1, lines: [] };
    } else if (open && fence === open.fence && language === "") {
      blocks.push({ language: open.language, line: open.line, code: `${open.lines.join("\n")}\n` });
      open = undefined;
    } else {
      open?.lines.push(line);
    }
  }
  if (open) throw new Error(`the block of line ${open.line} is not closed`);
  return blocks;
}

/** Without code blocks, in which a `#` or a bracket means something else. */
export function proseOf(markdown) {
  return markdown.replaceAll(/^(`{3,})[^`\n]*\n[\s\S]*?^\1$/gm, "");
}

/** The rows of the table below a heading, as lists of cells; the first is the table's head. */
export function tableBelow(markdown, heading) {
  const [, after] = `\n${markdown}`.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`there is no heading "${heading}"`);
  return tableOf(after.split("\n## ")[0]);
}

/** The rows of a text's one table. */
export function tableOf(text) {
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = (row) => row.split("|").slice(1, -1);
  return rows.filter((row) => !/^[|\s-]+$/.test(row)).map((row) => cells(row).map((cell) => cell.trim()));
}

/** The targets of all links. */
export function linksOf(markdown) {
  const prose = proseOf(markdown).replaceAll(/`[^`\n]*`/g, "");
  const inline = [...prose.matchAll(/\]\(([^()\s]+)\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]: (\S+)$/gm)];
  return [...inline, ...references].map(([, target]) => target);
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(markdown) {
  return [...proseOf(markdown).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
