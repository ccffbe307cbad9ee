// Runners for programs whose good answers have another form than `checkAnswers` expects.
import assert from "node:assert/strict";
import { checkAnswers, overFetch } from "./answers.mjs";
import { startServer } from "./server.mjs";
import { checkSockets } from "./sockets.mjs";
import { SECRET, token } from "./tokens.mjs";
import { startWorker } from "./worker.mjs";

/** @param told returns the object with `sub` from the body of a good answer */
const unwrapped = (send, told) => async (authorization) => {
  const answer = await send(authorization);
  return answer.status === 200 ? { ...answer, text: JSON.stringify(told(JSON.parse(answer.text))) } : answer;
};

async function serving(block, use) {
  const started = await startServer(block, { JWT_SECRET: SECRET });
  try {
    await use(started);
  } finally {
    await started.stop();
  }
}

async function working(block, options, use) {
  const worker = await startWorker(block, { bindings: { JWT_SECRET: SECRET }, ...options });
  try {
    await use(worker);
  } finally {
    await worker.dispose();
  }
}

/** A Worker that gets its requests at this path. */
export const worker = (path, told) => (block) =>
  working(block, {}, (started) =>
    checkAnswers(
      unwrapped(
        overFetch((...request) => started.dispatchFetch(...request), `http://localhost${path}`),
        told,
      ),
    ),
  );

/** A server where some requests need no token: `open` is such a request, and `closed` is the answer to the others. */
export const partly =
  ({ path, told, open, refusal }) =>
  (block) =>
    serving(block, async ({ send }) => {
      const optional = await send([], { path });
      assert.match(optional.text, refusal);
      const free = await send([], { path: open });
      assert.equal(free.status, 200, free.text);
      assert.equal((await send(["Bearer garbage"], { path: open })).status, 401);
      const answer = await send([`Bearer ${token({ aud: "api" })}`], { path });
      assert.equal(told(JSON.parse(answer.text)).sub, "alice", answer.text);
    });

export const sockets = (block) =>
  serving(block, async ({ port }) => {
    const { closed } = await checkSockets(`ws://127.0.0.1:${port}/api/me`);
    const [code] = await closed;
    assert.equal(code, 4401, "it is closed when the token expires");
  });

export const rooms = (block) =>
  working(block, { durableObjects: { ROOMS: "Room" } }, async (started) => {
    const { host } = await started.ready;
    const { socket, closed, exp } = await checkSockets(`ws://${host}/api/me`);
    await new Promise((resolve) => setTimeout(resolve, exp * 1000 + 50 - Date.now()));
    socket.send("late");
    const [code] = await closed;
    assert.equal(code, 4401, "a message behind the token's time closes it");
  });
