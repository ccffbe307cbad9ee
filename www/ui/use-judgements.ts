import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { optionsFor, toleranceOf } from "../model/expected";
import type { Inputs } from "../model/inputs";
import type { Row } from "../model/many";
import { type Judgement, judgementOf, KeyRing, withFittingEncoding } from "../model/many/outcome";
import { painted } from "./after-painting";
import { useReadKey } from "./use-read-key";

/** Milliseconds of judging between two paints. */
const SLICE = 12;
/** Tokens whose signatures the browser computes at once. */
const AT_ONCE = 32;

interface Answers {
  readonly judged: (Judgement | undefined)[];
  /** When each must be asked again. */
  readonly due: number[];
}

/**
 * The judgements of all rows, by their places. They come in slices, between which the page answers. When the clock passes
 * a time of a token, only that token is judged again.
 */
export function useJudgements(rows: readonly Row[], inputs: Inputs, now: number) {
  const { expected, at } = inputs;
  const fields = useReadKey(inputs.fields, "", undefined);
  // New questions begin without answers, so that none is shown with another key or time than its own.
  const answers = useMemo<Answers>(() => ({ judged: [], due: [] }), [rows, fields, expected, at]);
  const [, setVersion] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const keys = useRef<KeyRing>(undefined);
  const time = useRef(now);
  time.current = now;

  const ask = async (places: readonly number[], ring: KeyRing, isCurrent: () => boolean) => {
    const moment = time.current;
    const tolerance = toleranceOf(expected);
    const questions = { keys: ring, options: { ...optionsFor(expected), now: moment }, expected };
    let [since, next] = [performance.now(), 0];
    while (next < places.length) {
      const waiting: Promise<void>[] = [];
      while (next < places.length && waiting.length < AT_ONCE && performance.now() - since < SLICE) {
        const place = places[next++] as number;
        const row = rows[place] as Row;
        const keep = (judgement: Judgement) => {
          if (!isCurrent()) return;
          answers.judged[place] = judgement;
          answers.due[place] = row.changesAfter(moment, tolerance);
        };
        const answer = judgementOf(row.found.token, questions);
        if (answer instanceof Promise) waiting.push(answer.then(keep));
        else keep(answer);
      }
      await Promise.all(waiting);
      if (next < places.length && performance.now() - since >= SLICE) {
        await painted();
        since = performance.now();
        if (isCurrent()) setVersion((last) => last + 1);
      }
      if (!isCurrent()) return;
    }
    setVersion((last) => last + 1);
  };

  useEffect(() => {
    const tokens = rows.map(({ found }) => found.token);
    const ring = new KeyRing(withFittingEncoding(fields, tokens));
    keys.current = ring;
    let isCurrent = true;
    setBusy(true);
    const all = rows.map((_row, place) => place);
    void ask(all, ring, () => isCurrent).finally(() => isCurrent && setBusy(false));
    return () => {
      isCurrent = false;
      keys.current = undefined;
      ring.free();
    };
  }, [rows, fields, expected, at]);

  useEffect(() => {
    const ring = keys.current;
    if (!ring || isBusy) return;
    const passed = answers.due.flatMap((moment, place) => (moment <= now ? [place] : []));
    if (passed.length > 0) void ask(passed, ring, () => keys.current === ring);
  }, [now, isBusy]);

  return { judgements: answers.judged, isBusy };
}
