// The parts of both charts: a card with its own background, so that it is readable on light and dark pages.

const STYLE = `
  svg { color-scheme: light dark; font: 12px system-ui, "Segoe UI", Roboto, sans-serif }
  .card { fill: #ffffff; stroke: #d0d7de }
  .grid { stroke: #d8dee4 }
  .axis { stroke: #57606a }
  .band { fill: #f6f8fa }
  text { fill: #1f2328 }
  .quiet { fill: #57606a }
  .title { font-size: 15px; font-weight: 600 }
  .ours { fill: #cf222e; stroke: #cf222e }
  .c0 { fill: #0969da; stroke: #0969da } .c1 { fill: #bc4c00; stroke: #bc4c00 }
  .c2 { fill: #1a7f37; stroke: #1a7f37 } .c3 { fill: #8250df; stroke: #8250df }
  .c4 { fill: #9a6700; stroke: #9a6700 } .c5 { fill: #0b7a75; stroke: #0b7a75 }
  .c6 { fill: #bf3989; stroke: #bf3989 } .c7 { fill: #57606a; stroke: #57606a }
  .hollow { fill: none; stroke: #57606a; stroke-width: 1.5 }
  .line { fill: none; stroke-width: 1.75 }
  @media (prefers-color-scheme: dark) {
    .card { fill: #0d1117; stroke: #3d444d }
    .grid { stroke: #2a313c }
    .axis { stroke: #9198a1 }
    .band { fill: #151b23 }
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    .ours { fill: #ff7b72; stroke: #ff7b72 }
    .c0 { fill: #58a6ff; stroke: #58a6ff } .c1 { fill: #f0883e; stroke: #f0883e }
    .c2 { fill: #3fb950; stroke: #3fb950 } .c3 { fill: #bc8cff; stroke: #bc8cff }
    .c4 { fill: #d29922; stroke: #d29922 } .c5 { fill: #39c5bb; stroke: #39c5bb }
    .c6 { fill: #f778ba; stroke: #f778ba } .c7 { fill: #9198a1; stroke: #9198a1 }
    .hollow { fill: none; stroke: #9198a1 }
    .line { fill: none }
  }`;

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** @param attributes `undefined` ones are left out; text is escaped, children are not */
export function tag(name, attributes, ...children) {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const text = given.map(([key, value]) => ` ${key}="${escaped(String(value))}"`).join("");
  return children.length > 0 ? `<${name}${text}>${children.join("")}</${name}>` : `<${name}${text}/>`;
}

export const words = (x, y, text, more = {}) => tag("text", { x, y, ...more }, escaped(text));

export const line = (x1, y1, x2, y2, kind) => tag("line", { x1, y1, x2, y2, class: kind });

/** The whole picture. Screen readers read `description`. */
export function picture({ width, height, title, description }, parts) {
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    tag("title", {}, escaped(title)),
    tag("desc", {}, escaped(description)),
    `<style>${STYLE}</style>`,
    tag("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8, class: "card" }),
    ...parts,
    "</svg>",
  ].join("\n")}\n`;
}

/** Maps values to positions by their logarithms, over whole powers of ten. */
export function logScale(values, from, to) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(...values))), low + 1);
  const place = (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  return { place, ticks };
}

/** The time in the unit that gives the shortest text. */
export function duration(microseconds) {
  const short = (number) => Number(number.toPrecision(3));
  if (microseconds < 1) return `${short(microseconds * 1000)} ns`;
  if (microseconds < 1000) return `${short(microseconds)} µs`;
  return `${short(microseconds / 1000)} ms`;
}

const SHAPES = [
  (x, y) => tag("circle", { cx: x, cy: y, r: 4.5 }),
  (x, y) => tag("rect", { x: x - 4, y: y - 4, width: 8, height: 8 }),
  (x, y) => tag("path", { d: `M${x} ${y - 5}l5 9h-10z` }),
  (x, y) => tag("path", { d: `M${x} ${y + 5}l5 -9h-10z` }),
];

/** A mark for each number, which differs in colour and in shape. */
export const mark = (index, x, y) =>
  tag("g", { class: `c${index % 8}` }, SHAPES[index % SHAPES.length](round(x), round(y)));

export const hollowMark = (x, y) =>
  tag("path", { d: `M${round(x)} ${y - 6}l6 6l-6 6l-6 -6z`, class: "hollow" });

export const round = (number) => Math.round(number * 10) / 10;
