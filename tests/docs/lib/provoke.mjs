// Makes the package say what it says, and notes it.

/**
 * What calls say: the messages of what they throw, with those of its causes, what they log, and what they return as texts.
 * @param calls functions without parameters
 */
export async function provoked(calls) {
  const rows = [];
  for (const call of calls) rows.push(...(await heard(call)));
  return unique(rows);
}

async function heard(call) {
  const rows = [];
  const { error } = console;
  console.error = (...words) => rows.push({ kind: "log", message: words.map(String).join(" ") });
  try {
    rows.push(...toldBy(await call()));
  } catch (thrown) {
    rows.push(...causes(thrown));
  } finally {
    console.error = error;
  }
  return rows;
}

function causes(thrown) {
  const rows = [];
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { name, code, reason, message, part } = error;
    rows.push({ kind: name === "JwtError" ? "error" : "cause", code, reason, part, message });
    for (const { message: issue } of error.issues ?? []) rows.push({ kind: "cause", message: issue });
  }
  return rows;
}

/** Of a report its sentences, of a rejection its detail, of an answer its description. */
function toldBy(given) {
  return [given].flat(3).flatMap((one) => {
    if (typeof one === "string") return [{ kind: "answer", message: one }];
    if (one instanceof Error) return causes(one);
    if (typeof one?.detail === "string") {
      return [{ kind: "answer", code: one.code, message: one.detail }, ...causes(one.error)];
    }
    if (Array.isArray(one?.checks)) {
      return one.checks.flatMap(({ message, reason, error }) => [
        { kind: "report", reason, message },
        ...causes(error),
      ]);
    }
    return [];
  });
}

function unique(rows) {
  const byText = new Map(rows.map((row) => [`${row.kind} ${row.code} ${row.message}`, row]));
  return [...byText.values()];
}

const WRONG = [
  undefined,
  null,
  true,
  false,
  0,
  -1,
  0.5,
  5,
  1e99,
  Number.NaN,
  5n,
  "",
  "x",
  "a b",
  "é",
  "http://a.example/x?y",
  "ftp://a.example",
  "\ud800",
  [],
  [5],
  ["x"],
  ["a b"],
  ["x", "x"],
  {},
  { x: 5 },
  { x: undefined },
  new Date(0),
  /a/,
  new Map(),
  () => 5,
  Symbol("x"),
];

/** Calls with each of these options wrong in every way, alone beside what is needed. */
export function misuses(call, needed, names) {
  const one = (name) => WRONG.map((wrong) => () => call({ ...needed, [name]: wrong }));
  const whole = WRONG.map((wrong) => () => call(wrong));
  return [...whole, ...[...names, "unknown", `${names[0]}x`].flatMap(one), () => call(hostile())];
}

/** Calls with every kind of argument that is wrong. */
export const wrongly = (call) => [...WRONG, hostile()].map((wrong) => () => call(wrong));

function hostile() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
