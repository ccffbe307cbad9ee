/**
 * The fenced code blocks, each with its language as written and the line it opens on, and with the file that it is, if the
 * paragraph before it begins with a path in code and ends with a colon.
 */
export function blocksOf(markdown) {
  const blocks = [];
  let open;
  for (const [index, line] of markdown.split("\n").entries()) {
    const [, fence, language] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (!open && fence) {
      const file = fileNamedAt(markdown, index);
      open = { fence, language: language.trim(), line: index + 1, file, lines: [] };
    } else if (open && fence === open.fence && language === "") {
      const { lines, fence: _, ...block } = open;
      blocks.push({ ...block, code: `${lines.join("\n")}\n` });
      open = undefined;
    } else {
      open?.lines.push(line);
    }
  }
  if (open) throw new Error(`the block of line ${open.line} is not closed`);
  return blocks;
}

function fileNamedAt(markdown, line) {
  const before = markdown.split("\n").slice(0, line).join("\n").trimEnd();
  const paragraph = before.slice(before.lastIndexOf("\n\n") + 2);
  return /^`([^`\s]+\.\w+)`[\s\S]*:$/.exec(paragraph)?.[1];
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
