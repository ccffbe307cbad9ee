/** Milliseconds. A hidden page is never painted, so waiting must end. */
const PATIENCE = 100;

/** Calls `then` after the next paint. Returns a function that cancels it. */
export function afterPainting(then: () => void): () => void {
  const go = () => {
    stop();
    timer = window.setTimeout(then);
  };
  let timer = window.setTimeout(go, PATIENCE);
  const frame = requestAnimationFrame(go);
  const stop = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
  return stop;
}

/** Resolves after the next paint, so that long work can be done in pieces between which the page answers. */
export function painted(): Promise<void> {
  return new Promise((resolve) => void afterPainting(resolve));
}
