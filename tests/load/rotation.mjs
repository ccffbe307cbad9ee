// Keys rotate, and the provider is killed and comes back, while tokens of every key go through the gate.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { client } from "./lib/client.mjs";
import { LIFETIME, startProvider } from "./lib/provider.mjs";
import { providerKey } from "./lib/tokens.mjs";
import { startWorkers } from "./lib/workers.mjs";

/** Short times, so that a run of seconds shows what usually takes a day. */
export const JWKS_OPTIONS = { minAge: 1, cooldown: 1, timeout: 2, staleIfError: 60 };

// An expired set is used for this long while one request fetches the next set (`timeout`, at most 5).
const GRACE = 2;
// Extra time for a busy machine.
const SLACK = 2;
const CONNECTIONS = 4;

/** What the provider does, second by second. `scale` stretches the times. */
const timeline = (scale) =>
  [
    // As providers usually do: the new key is published before its use, and the old one is withdrawn later.
    [3, (provider, [a, b]) => provider.publish(a, b)],
    [6, (provider, [, b]) => provider.publish(b)],
    // The new key is used at once.
    [8, (provider, [, b, c]) => provider.publish(b, c)],
    [10, (provider) => provider.kill()],
    // The key was rotated while the provider was down.
    [14, (provider, [, , c, d]) => provider.restart(c, d)],
    [26, undefined],
  ].map(([second, act]) => [second * scale, act]);

export async function rotation(origin, { scale = 1 } = {}) {
  const provider = await startProvider();
  const workers = await startWorkers({ ORIGIN: origin.url, JWKS_URL: provider.url, JWKS_OPTIONS });
  const keys = ["a", "b", "c", "d"].map(providerKey);
  const { send, close } = client(CONNECTIONS);
  const sent = [];
  let isOver = false;
  await origin.record();
  provider.publish(keys[0]);
  const begun = provider.now();

  async function act() {
    for (const [second, change] of timeline(scale)) {
      await sleep(Math.max(0, second - (provider.now() - begun)) * 1000);
      await change?.(provider, keys);
    }
    isOver = true;
  }

  async function ask(first) {
    const stranger = providerKey("stranger");
    for (let index = first; !isOver; index += CONNECTIONS) {
      // Tokens of every key that ever existed, and sometimes a token under another key's `kid` or an unknown `kid`.
      const known = keys.filter(({ kid }) => provider.times.has(kid));
      const isForged = index % 10 === 9;
      const { kid, token } = isForged ? stranger : known[index % known.length];
      const user = `user-${index}`;
      const authorization = `Bearer ${token({ sub: user }, isForged && index % 20 === 9 ? known[0].kid : kid)}`;
      const at = provider.now();
      const { status, text } = await send(`${workers.gate}/${index}`, { authorization });
      sent.push({ index, user, kid: isForged ? undefined : kid, at, status, text });
      await sleep(2);
    }
  }

  try {
    await Promise.all([act(), ...Array.from({ length: CONNECTIONS }, (_, first) => ask(first))]);
    return decide(sent, provider, await origin.record());
  } finally {
    close();
    provider.close();
    await workers.dispose();
  }
}

/**
 * How much longer keys may stay unknown if they are needed between these two times. During an outage the pauses between fetches grow.
 * An outage that begins before the keys are needed counts as well.
 */
function outageBetween({ outages }, first, last) {
  const met = outages.find(({ down, up }) => last >= down && first < up + (up - down) + SLACK);
  return met === undefined ? 0 : Math.max(0, met.up - Math.max(first, met.down)) + (met.up - met.down);
}

function decide(sent, provider, record) {
  const passed = new Map(record.map(([path, user]) => [path, user]));
  const told = { requests: sent.length, good: 0, early: 0, forged: 0, late: 0, withdrawn: 0 };
  let [knownAfter, refusedAfter] = [0, 0];
  for (const { index, user, kid, at, status, text } of sent) {
    const what = `request ${index} of key ${kid ?? "nobody's"} at ${at.toFixed(2)} s: ${status} ${text}`;
    assert.equal(
      passed.get(`/${index}`),
      status === 200 ? user : undefined,
      `the origin says otherwise: ${what}`,
    );
    if (status !== 200) assert.equal(status, 401, what);
    const { published, withdrawn = Number.POSITIVE_INFINITY } = provider.times.get(kid) ?? {};
    if (kid === undefined) {
      assert.equal(status, 401, what);
      told.forged++;
    } else if (at >= withdrawn) {
      const since = at - withdrawn;
      const usual = LIFETIME + GRACE;
      const window = usual + outageBetween(provider, withdrawn, withdrawn + usual) + SLACK;
      if (status === 200) {
        assert.ok(since < window, `a withdrawn key counts still: ${what}`);
        refusedAfter = Math.max(refusedAfter, since);
        told.late++;
      } else {
        assert.match(text, /key_not_found/, what);
        told.withdrawn++;
      }
    } else if (status === 200) {
      told.good++;
    } else {
      const since = at - published;
      const usual = JWKS_OPTIONS.cooldown;
      const window = usual + outageBetween(provider, published, published + usual) + SLACK;
      assert.ok(since < window, `a good token is refused: ${what}`);
      assert.match(text, /key_not_found/, what);
      knownAfter = Math.max(knownAfter, since);
      told.early++;
    }
  }
  assert.equal(record.length, passed.size);
  assert.equal(
    passed.size,
    told.good + told.late,
    "the origin got another number of requests than were let in",
  );
  return { ...told, knownAfter, refusedAfter, fetches: provider.fetches() };
}
