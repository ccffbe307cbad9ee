// Compares the schedule of a ring with a model, in which issuers and verifiers are late at random and their clocks differ.
import assert from "node:assert/strict";
import { test } from "node:test";
import { turnsAt } from "../dist/issuer/ring/schedule.js";

const HOUR = 3600;
const SKEW = 30;

/** Returns pseudo-random numbers, the same for the same seed (mulberry32). */
function lot(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The keys that are stored over time. The cron rotates by its own clock and drops retired keys. */
function history(random, { ahead, retireAfter, until }) {
  const clock = (random() * 2 - 1) * SKEW;
  let entries = [{ kid: "0", activeFrom: 0 }];
  const versions = [{ from: 0, entries }];
  for (let time = random() * 4 * HOUR; time < until; time += 600 + random() * 12 * HOUR) {
    const turns = turnsAt(entries, time + clock, retireAfter);
    if (turns.some(({ state }) => state === "ahead")) continue;
    const kept = turns.filter(({ state }) => state !== "retired").map(({ entry }) => entry);
    const activeFrom = Math.floor(time + clock) + ahead;
    entries = [...kept, { kid: String(versions.length), activeFrom }];
    versions.push({ from: time, entries });
  }
  return (time) => versions.findLast(({ from }) => from <= time).entries;
}

test("a process that is late by no more than it may be never meets a key that is not there", () => {
  const counts = { tokens: 0, kids: new Set() };
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = lot(seed);
    const ahead = 600 + Math.floor(random() * 6 * HOUR);
    const retireAfter = 300 + Math.floor(random() * 12 * HOUR);
    const until = 100 * HOUR;
    const storedAt = history(random, { ahead, retireAfter, until });
    const maxAge = Math.floor(ahead / 2);
    // Half of `publishAhead`, less the difference of clocks.
    const latest = ahead / 2 - 2 * SKEW;
    const process = () => ({ clock: (random() * 2 - 1) * SKEW, late: random() * latest });
    const [issuers, servers] = [Array.from({ length: 3 }, process), Array.from({ length: 3 }, process)];
    const turns = ({ clock, late }, time) =>
      turnsAt(storedAt(Math.max(0, time - late)), time + clock, retireAfter);
    const published = (server, time) =>
      new Set(turns(server, time).flatMap(({ entry, state }) => (state === "retired" ? [] : [entry.kid])));
    for (let round = 0; round < 400; round += 1) {
      const time = HOUR + random() * (until - 2 * HOUR);
      const issuer = issuers[Math.floor(random() * 3)];
      const signing = turns(issuer, time).filter(({ state }) => state === "signing");
      assert.equal(signing.length, 1);
      const [{ entry }] = signing;
      assert.ok(published(issuer, time).has(entry.kid));
      // The token is verified at any time of its life, with a set that is at most a max-age old.
      const verifiedAt = time + random() * retireAfter;
      for (const server of servers) {
        const fetchedAt = Math.max(0, verifiedAt - random() * maxAge);
        const seen = published(server, fetchedAt);
        const facts = JSON.stringify({
          seed,
          time,
          verifiedAt,
          fetchedAt,
          ahead,
          retireAfter,
          kid: entry.kid,
        });
        assert.ok(seen.has(entry.kid), facts);
      }
      counts.tokens += 1;
      counts.kids.add(`${seed} ${entry.kid}`);
    }
  }
  assert.equal(counts.tokens, 16_000);
  assert.ok(counts.kids.size > 200, `${counts.kids.size} keys`);
});

test("the model finds it if a key is published too late, or goes too soon", () => {
  const entries = [
    { kid: "old", activeFrom: 0 },
    { kid: "new", activeFrom: 10_000 },
  ];
  const at = (time, retireAfter) => turnsAt(entries, time, retireAfter).map(({ state }) => state);
  assert.deepEqual(at(9999, 100), ["signing", "ahead"]);
  assert.deepEqual(at(10_000, 100), ["retiring", "signing"]);
  assert.deepEqual(at(10_159, 100), ["retiring", "signing"]);
  assert.deepEqual(at(10_160, 100), ["retired", "signing"]);
});
