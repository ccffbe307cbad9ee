// Counts the work of a function on text, where a clock would measure how busy the machine is: every step that a
// backtracking engine takes for its regular expressions, and every character that it hands to the other methods.
import assert from "node:assert/strict";

const { exec } = RegExp.prototype;
const { slice } = String.prototype;

let steps = 0;

/** Whether one character is in a class, a set such as `\w`, or is the letter itself. The engine itself decides. */
function setOf(source, flags) {
  assert.doesNotMatch(source, /^\\[bBk1-9]/, "not counted: word boundaries and references");
  const one = new RegExp(`^(?:${source})$`, flags.replaceAll(/[gy]/g, ""));
  const known = new Map();
  return (letter) => {
    steps += 1;
    let isIn = known.get(letter);
    if (isIn === undefined) {
      isIn = exec.call(one, letter) !== null;
      known.set(letter, isIn);
    }
    return isIn;
  };
}

const LOOKING = {
  "(?=": [[0], true],
  "(?!": [[0], false],
  // At most one character: the comparison with the engine fails for a longer one.
  "(?<=": [[0, 1], true],
  "(?<!": [[0, 1], false],
};

/** A matcher takes the text, a place, and what must match from the place after it: a plain backtracking engine. */
function compile({ source, flags }) {
  let at = 0;
  const take = (pattern) => {
    pattern.lastIndex = at;
    const found = exec.call(pattern, source);
    at += found?.[0].length ?? 0;
    return found;
  };

  function alternatives() {
    const all = [sequence()];
    while (take(/\|/y)) all.push(sequence());
    return (text, place, next) => {
      for (const one of all) if (one(text, place, next)) return true;
      return false;
    };
  }

  function sequence() {
    const terms = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") terms.push(repeated());
    return terms.reduceRight(
      (rest, term) => (text, place, next) => term(text, place, (after) => rest(text, after, next)),
      (_text, place, next) => next(place),
    );
  }

  function repeated() {
    const { set, matcher } = term();
    const quantifier = take(/([*+?]|\{(\d+)(,?)(\d*)\})(\??)/y);
    if (!quantifier) return matcher;
    const [, sign, least, comma, most, lazy] = quantifier;
    const min = sign === "+" ? 1 : Number(least ?? 0);
    const max = sign === "?" ? 1 : least && !comma ? min : Number(most || Number.POSITIVE_INFINITY);
    if (set && !lazy) return greedySet(set, min, max);
    return lazyOrGroup(matcher, min, max, lazy !== "");
  }

  function term() {
    if (take(/\^/y)) return { matcher: (_text, place, next) => place === 0 && next(place) };
    if (take(/\$/y)) return { matcher: (text, place, next) => place === text.length && next(place) };
    const [opening] = take(/\((?:\?(?:[:=!]|<[=!]))?/y) ?? [];
    if (opening === undefined) {
      const set = setOf(take(/\[(?:\\.|[^\]\\])*\]|\\(?:u[\da-f]{4}|x[\da-f]{2}|p\{\w+\}|.)|./isy)[0], flags);
      return {
        set,
        matcher: (text, place, next) => place < text.length && set(text[place]) && next(place + 1),
      };
    }
    const body = alternatives();
    assert.ok(take(/\)/y), `not understood: ${source}`);
    const looking = LOOKING[opening];
    if (!looking) return { matcher: body };
    const [widths, wanted] = looking;
    const isBehind = widths.length > 1;
    const sees = (text, place, width) =>
      place >= width && body(text, place - width, (after) => !isBehind || after === place);
    return {
      matcher: (text, place, next) =>
        widths.some((width) => sees(text, place, width)) === wanted && next(place),
    };
  }

  const whole = alternatives();
  assert.equal(at, source.length, `not understood: ${source}`);
  return whole;
}

/** In a loop, since the call stack does not hold as many characters as a text has. */
function greedySet(set, min, max) {
  return (text, place, next) => {
    let after = place;
    while (after - place < max && after < text.length && set(text[after])) after += 1;
    for (; after - place >= min; after -= 1) {
      steps += 1;
      if (next(after)) return true;
    }
    return false;
  };
}

function lazyOrGroup(matcher, min, max, isLazy) {
  const from = (text, place, next, done) => {
    steps += 1;
    const more = () =>
      done < max &&
      matcher(text, place, (after) => (after > place || done < min) && from(text, after, next, done + 1));
    if (done < min) return more();
    return isLazy ? next(place) || more() : more() || next(place);
  };
  return (text, place, next) => from(text, place, next, 0);
}

const compiled = new Map();

/** Takes the steps that the expression needs, and compares what it finds with what the engine found. */
function follow(regexp, text, lastIndex, found) {
  const key = String(regexp);
  let matcher = compiled.get(key);
  if (!matcher) {
    matcher = compile(regexp);
    compiled.set(key, matcher);
  }
  let end = -1;
  let start = regexp.global || regexp.sticky ? lastIndex : 0;
  const matches = (place) =>
    matcher(text, place, (after) => {
      end = after;
      return true;
    });
  for (; start <= text.length; start += 1) {
    steps += 1;
    if (matches(start) || regexp.sticky) break;
  }
  const own = end < 0 ? null : [start, end];
  const engine = found && [found.index, found.index + found[0].length];
  assert.deepEqual(own, engine, `the counter does not read ${key} as the engine does`);
}

const size = (value) => (typeof value === "string" || Array.isArray(value) ? value.length : 0);
/** What each call costs: all it is called on and given, or, for a part of a text, what it returns. */
const all = (receiver, [first], result) => size(receiver) + size(first) + size(result);
const part = (_receiver, _given, result) => size(result);
const METHODS = [
  [
    String.prototype,
    ["replace", "replaceAll", "split", "trim", "trimEnd", "includes", "indexOf", "toLowerCase"],
    all,
  ],
  [String.prototype, ["lastIndexOf", "search", "match", "endsWith"], all],
  [String.prototype, ["slice", "substring", "charAt"], part],
  [Array.prototype, ["join", "sort", "concat", "includes", "indexOf", "shift", "splice"], all],
  [Array.prototype, ["slice"], part],
  [JSON, ["parse"], all],
  [globalThis, ["atob"], all],
];

/** How many steps a synchronous function takes. */
export function stepsOf(run) {
  const restored = [[RegExp.prototype, "exec", exec]];
  let isCounting = true;
  const uncounted = (work) => {
    isCounting = false;
    try {
      return work();
    } finally {
      isCounting = true;
    }
  };
  const put = (owner, name, value) =>
    Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  for (const [owner, names, cost] of METHODS) {
    for (const name of names) {
      const method = owner[name];
      restored[restored.length] = [owner, name, method];
      put(owner, name, function (...given) {
        const result = Reflect.apply(method, this, given);
        if (isCounting) steps += cost(this, given, result);
        return result;
      });
    }
  }
  put(RegExp.prototype, "exec", function (text) {
    const { lastIndex } = this;
    const found = exec.call(this, text);
    if (isCounting) uncounted(() => follow(this, Reflect.apply(slice, text, [0]), lastIndex, found));
    return found;
  });
  steps = 0;
  try {
    run();
    return steps;
  } finally {
    for (const [owner, name, method] of restored) put(owner, name, method);
  }
}
