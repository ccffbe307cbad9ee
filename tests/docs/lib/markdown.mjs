/** Readers of a page do not see it. */
const MARK = /^<!-- (run|run by|not run): (.+) -->$/;

const MARKED = { run: "runner", "run by": "test", "not run": "notRun" };

/**
 * The fenced code blocks, with their language and their first line. If the paragraph before a block begins with a path in code and ends
 * with a colon, the block has that path as `file`. A comment on the line before a block can name a runner (`<!-- run: worker -->`) or
 * a test (`<!-- run by: tests/oidc/resource.test.mjs -->`), or say why no test runs the block (`<!-- not run: it needs an account -->`).
 */
export function blocksOf(markdown) {
  const blocks = [];
  const lines = markdown.split("\n");
  let open;
  for (const [index, line] of lines.entries()) {
    const [, fence, language] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (!open && fence) {
      const [, mark, said] = MARK.exec(lines[index - 1] ?? "") ?? [];
      const file = fileNamedAt(lines.slice(0, mark ? index - 1 : index));
      open = {
        fence,
        language: language.trim(),
        line: index + 1,
        file,
        ...(mark && { [MARKED[mark]]: said }),
        lines: [],
      };
    } else if (open && fence === open.fence && language === "") {
      const { lines: code, fence: _, ...block } = open;
      blocks.push({ ...block, code: `${code.join("\n")}\n` });
      open = undefined;
    } else {
      open?.lines.push(line);
    }
  }
  if (open) throw new Error(`the block of line ${open.line} is not closed`);
  return blocks;
}

function fileNamedAt(lines) {
  const before = lines.join("\n").trimEnd();
  const paragraph = before.slice(before.lastIndexOf("\n\n") + 2);
  return /^`([^`\s]+\.\w+)`[\s\S]*:$/.exec(paragraph)?.[1];
}

/** The text without code blocks, in which `#` and brackets have another meaning. */
export function proseOf(markdown) {
  return markdown.replaceAll(/^(`{3,})[^`\n]*\n[\s\S]*?^\1$/gm, "");
}

/** The rows of the table below a heading, as lists of cells. The first row is the table's head. */
export function tableBelow(markdown, heading) {
  const [, after] = `\n${markdown}`.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`there is no heading "${heading}"`);
  return tableOf(/\n(?:\|.*\n)+/.exec(after.split("\n## ")[0])?.[0] ?? "");
}

/** The rows of the only table in a text. */
export function tableOf(text) {
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = (row) => row.split("|").slice(1, -1);
  return rows.filter((row) => !/^[|\s:-]+$/.test(row)).map((row) => cells(row).map((cell) => cell.trim()));
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
