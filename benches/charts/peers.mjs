// The chart of the README: the speed of the peers in each row, relative to jwt-wasm.
import { peersOf } from "../report/summary.mjs";
import { duration, hollowMark, line, logScale, mark, picture, round, tag, words } from "./svg.mjs";

/** The most telling rows; a narrower run is drawn whole. */
const ROWS = [
  "HS256 verifySync, 230 B",
  "HS256 verifySync, 1.2 KB",
  "HS256 verifySync, 8 KB",
  "RS256 verifySync, 230 B",
  "ES256 verifySync, 230 B",
  "RS256 verify, 230 B",
  "ES256 verify, 230 B",
  "EdDSA verify, 230 B",
  "RS256 jwks, 230 B",
  "HS256 cached, 230 B",
  "HS256 refused (bad signature), 230 B",
  "HS256 decode, 1.2 KB",
  "HS256 sign, 230 B",
  "ES256 sign, 230 B",
  "HS256 cold, 230 B",
];

const LIMITS = ["node:crypto", "webcrypto"];
const PREFERRED = ["node24", "node20", "node"];

const [WIDTH, LEFT, RIGHT, TOP, ROW] = [860, 262, 96, 104, 26];

/** @param numbers the content of the JSON file */
export function chart({ results, machine }) {
  const runtime = PREFERRED.find((name) => results.some((result) => result.runtime === name));
  const own = results.filter((result) => result.runtime === (runtime ?? results[0].runtime));
  const usual = own
    .filter(({ id }) => ROWS.includes(id))
    .sort((a, b) => ROWS.indexOf(a.id) - ROWS.indexOf(b.id));
  const rows = usual.length > 0 ? usual : own;
  const { where } = rows[0];
  const packages = [...new Set(rows.flatMap(({ rows: all }) => [...peersOf(all).keys()]))];
  const peers = packages.filter((name) => !LIMITS.includes(name));
  const speeds = rows.flatMap(({ rows: all }) => [...peersOf(all).values()].map(({ ratio }) => 1 / ratio));
  const { place, ticks } = logScale([1, ...speeds], LEFT, WIDTH - RIGHT);
  const bottom = TOP + rows.length * ROW;
  const height = bottom + 62;
  const title = "Speed beside jwt-wasm";
  const description = rows
    .map(({ id, rows: all }) => {
      const told = [...peersOf(all)].map(([name, { ratio }]) => `${name} ${(1 / ratio).toFixed(3)}`);
      return `${id}: ${told.join(", ")}`;
    })
    .join("; ");

  return picture({ width: WIDTH, height, title, description }, [
    words(20, 30, title, { class: "title" }),
    words(20, 49, `${where}, ${machine.cpu}. Left of the line is slower, right of it faster.`, {
      class: "quiet",
    }),
    legend(peers),
    ...rows.map((_, index) =>
      index % 2 === 0
        ? tag("rect", { x: 10, y: TOP + index * ROW, width: WIDTH - 20, height: ROW, class: "band" })
        : "",
    ),
    ...ticks.flatMap((tick) => [
      line(round(place(tick)), TOP, round(place(tick)), bottom, tick === 1 ? "axis" : "grid"),
      words(round(place(tick)), bottom + 18, tickText(tick), { class: "quiet", "text-anchor": "middle" }),
    ]),
    words(round((LEFT + WIDTH - RIGHT) / 2), bottom + 42, "speed, where jwt-wasm is 1", {
      class: "quiet",
      "text-anchor": "middle",
    }),
    words(WIDTH - 20, TOP - 8, "jwt-wasm takes", { class: "quiet", "text-anchor": "end" }),
    ...rows.flatMap((row, index) => rowOf(row, TOP + (index + 0.5) * ROW, { place, peers })),
  ]);
}

function rowOf({ id, rows }, y, { place, peers }) {
  const limits = LIMITS.filter((name) => peersOf(rows).has(name));
  const at = (name) => place(1 / peersOf(rows).get(name).ratio);
  return [
    words(20, y + 4, id),
    words(WIDTH - 20, y + 4, duration(rows[0].microseconds), { "text-anchor": "end" }),
    ...limits.map((name) => hollowMark(at(name), y)),
    ...peers.filter((name) => peersOf(rows).has(name)).map((name) => mark(peers.indexOf(name), at(name), y)),
    tag(
      "g",
      { class: "ours" },
      tag("rect", { x: round(place(1)) - 2, y: y - 9, width: 4, height: 18, rx: 1 }),
    ),
  ];
}

function legend(peers) {
  let x = 26;
  const entries = [
    [
      "jwt-wasm",
      (at) => tag("g", { class: "ours" }, tag("rect", { x: at - 2, y: 61, width: 4, height: 16, rx: 1 })),
    ],
    ...peers.map((name, index) => [shortened(name), (at) => mark(index, at, 69)]),
    ["signature alone", (at) => hollowMark(at, 69)],
  ];
  return entries
    .map(([name, drawn]) => {
      const entry = drawn(x) + words(x + 10, 73, name, { "font-size": 11 });
      x += 24 + name.length * 6.1;
      return entry;
    })
    .join("");
}

const shortened = (name) => name.split("/")[0];

const tickText = (tick) => (tick >= 1 ? String(tick) : `1/${Math.round(1 / tick)}`);
