// Measures import and first verification, each time in a new runtime, with the candidates in turn.
import { caseOf } from "../corpus/cases.mjs";
import { median } from "../report/statistics.mjs";

const portable = {
  "jwt-wasm": "jwt-wasm",
  jose: "jose",
  hono: "hono",
  tsndr: "@tsndr/cloudflare-worker-jwt",
};
const server = { "fast-jwt": "fast-jwt", jsonwebtoken: "jsonwebtoken" };

/** A start costs many times as much as a run, so there are few rounds. */
const ROUNDS = 12;

/**
 * @param section of the plan
 * @param runtime an open one, of which `cold(name, fixture)` gives microseconds
 * @returns the case, and lanes as `run` of the lab gives them
 */
export async function measureCold(section, { cold, isolates }, { rounds, only = "" }) {
  const fixture = fixtureOf(section);
  const packages = isolates ? portable : { ...portable, ...server };
  const names = Object.keys(packages).filter((name, index) => index === 0 || name.includes(only));
  const times = await inTurn(isolates ? [...names, "nothing"] : names, Math.min(rounds, ROUNDS), (name) =>
    cold(name, fixture),
  );
  // Subtract the cost of an empty worker, which no candidate causes.
  const base = isolates ? median(times.get("nothing")) : 0;
  const lanes = names.map((name) => ({
    name,
    package: packages[name],
    times: times.get(name).map((time) => Math.max(time - base, 1)),
  }));
  return { inputs: [fixture.token], lanes };
}

/** The times of each name. In each round another name comes first. */
export async function inTurn(names, rounds, run) {
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const shift = round % names.length;
    for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
      times.get(name).push(await run(name));
    }
  }
  return times;
}

/** What a candidate has to accept, and to refuse. */
export function fixtureOf(section) {
  const { demands, inputs, bad } = caseOf(section);
  const [token] = inputs;
  return { demands, token, claims: claimsOf(token), bad: bad["a changed signature"] };
}

const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
