/** Milliseconds. What nobody can see is not painted, and must not wait for it. */
const PATIENCE = 100;

/** Calls `then` once what was changed is in sight. Returns what takes that back. */
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
