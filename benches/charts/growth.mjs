// One panel for each series, with logarithmic axes: a power is a straight line, and its exponent is the
// slope.
import { duration, line, logScale, picture, round, tag, words } from "./svg.mjs";

const [WIDTH, PANEL, HEIGHT, TOP] = [860, 405, 210, 66];
const PLOT = { left: 62, right: 16, top: 40, bottom: 34 };

export function chart({ series, machine }) {
  const lines = Math.ceil(series.length / 2);
  const title = "How cost grows";
  const description = series
    .map(({ name, growth, atUpperEnd }) => `${name}: exponent ${atUpperEnd.toFixed(2)}, to be ${growth}`)
    .join("; ");
  return picture({ width: WIDTH, height: TOP + lines * (HEIGHT + 12) + 10, title, description }, [
    words(20, 30, title, { class: "title" }),
    words(
      20,
      49,
      `Node ${machine.node}, ${machine.cpu}. Dashed: what it should be, from the first point on.`,
      {
        class: "quiet",
      },
    ),
    ...series.map((one, index) => {
      const x = 20 + (index % 2) * (PANEL + 10);
      const y = TOP + Math.floor(index / 2) * (HEIGHT + 12);
      return tag("g", { transform: `translate(${x} ${y})` }, ...panel(one));
    }),
  ]);
}

const SLOPES = { constant: 0, logarithmic: 0, linear: 1 };

function panel({ name, unit, growth, points, atUpperEnd, isAsItShouldBe }) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const across = logScale(xs, PLOT.left, PANEL - PLOT.right);
  const up = logScale(ys, HEIGHT - PLOT.bottom, PLOT.top);
  const [left, right, top, bottom] = [PLOT.left, PANEL - PLOT.right, PLOT.top, HEIGHT - PLOT.bottom];
  const path = points.map(
    ([x, y], index) => `${index ? "L" : "M"}${round(across.place(x))} ${round(up.place(y))}`,
  );
  return [
    tag("rect", { x: 0, y: 0, width: PANEL, height: HEIGHT, rx: 6, class: "band" }),
    words(12, 20, name),
    words(PANEL - 12, 20, `exponent ${atUpperEnd.toFixed(2)}, ${isAsItShouldBe ? "" : "not "}${growth}`, {
      class: isAsItShouldBe ? "quiet" : "ours",
      "text-anchor": "end",
      "stroke-width": 0,
    }),
    ...up.ticks.flatMap((tick) => [
      line(left, round(up.place(tick)), right, round(up.place(tick)), "grid"),
      words(left - 6, round(up.place(tick)) + 4, duration(tick), {
        class: "quiet",
        "text-anchor": "end",
        "font-size": 10,
      }),
    ]),
    ...across.ticks.flatMap((tick) => [
      line(round(across.place(tick)), top, round(across.place(tick)), bottom, "grid"),
      words(round(across.place(tick)), bottom + 14, short(tick), {
        class: "quiet",
        "text-anchor": "middle",
        "font-size": 10,
      }),
    ]),
    words(right, bottom + 28, unit, { class: "quiet", "text-anchor": "end", "font-size": 10 }),
    expected(points, SLOPES[growth], { across, up, top, right }),
    tag("g", { class: "c0" }, tag("path", { d: path.join(""), class: "line" })),
    tag(
      "g",
      { class: "c0" },
      ...points.map(([x, y]) => tag("circle", { cx: round(across.place(x)), cy: round(up.place(y)), r: 3 })),
    ),
  ];
}

/** Clipped to the panel. */
function expected([[x, y], ...rest], slope, { across, up, top, right }) {
  const [last] = rest.at(-1);
  const [fromX, fromY] = [across.place(x), up.place(y)];
  const rise = fromY - up.place(y * (last / x) ** slope);
  const part = Math.min(1, rise > 0 ? (fromY - top) / rise : 1);
  const toX = Math.min(right, fromX + (across.place(last) - fromX) * part);
  const ends = { x1: round(fromX), y1: round(fromY), x2: round(toX), y2: round(fromY - rise * part) };
  return tag("line", { ...ends, class: "axis", "stroke-dasharray": "3 4" });
}

const short = (number) =>
  number >= 1e6 ? `${number / 1e6}M` : number >= 1000 ? `${number / 1000}k` : String(number);
