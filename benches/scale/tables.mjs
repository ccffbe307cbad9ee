// The numbers of docs/scale.md, as the lines that it must contain.
import { PRICES, WORLD } from "./assumptions.mjs";

const count = (number) => Math.round(number).toLocaleString("en");
const rate = (number) =>
  (number < 10 ? Number(number.toPrecision(2)) : Math.round(number)).toLocaleString("en");
const seconds = (number) => `${rate(number)} s`;
const dollars = (number) => `$${count(number)}`;
const perMille = (refused, requests) => `${Number(((100 * refused) / requests).toPrecision(2))} %`;

const table = (...rows) => rows.map((cells) => `| ${cells.join(" | ")} |`);
const quantiles = ({ median, p99, most }) => [median, p99, most].map(seconds).join(" / ");

const STATED = {
  60: "`no-store`: `minAge`, 60 s",
  600: "nothing: 600 s",
  3600: "`max-age=3600`",
};

const CHANGES = {
  ahead: "a set that lives 600 s",
  aheadOfAnHour: "a set that lives an hour",
  atOnce: "the new key signs at once",
  atOnceFlooded: "the same, in a flood of random `kid`s",
};

const CACHES = {
  own: "no `cache`",
  shared: "`cacheApi()`",
  kept: "a `cache` that keeps expired sets",
};

/** The test looks for each of these lines. */
export function tablesOf({ whole, memory }) {
  const { fetchRates, flood, deployment, changes, outage, revocation, costs } = whole;
  const hour = whole.requestsPerSecond * 3600;
  return {
    network: [
      `${count(WORLD.users)} users, ${WORLD.locations} locations, ${count(whole.isolates)} isolates, ` +
        `${count(whole.requestsPerSecond)} requests a second at the busiest hour`,
    ],
    fetches: table(
      ...fetchRates.map(({ lifetime, own, shared }) => [STATED[lifetime], rate(own), rate(shared)]),
      ["a flood of random `kid`s", rate(flood.own), rate(flood.shared)],
      [
        "all isolates begin at once: busiest second",
        count(deployment.own.busiestSecond),
        count(deployment.shared.busiestSecond),
      ],
    ),
    changes: table(
      ...Object.entries(CHANGES).map(([name, told]) => {
        const { own, shared } = changes[name];
        return [told, quantiles(own), count(own.refused), quantiles(shared), count(shared.refused)];
      }),
    ),
    outage: table(
      ...Object.entries(CACHES).map(([name, told]) => {
        const { perSecond, refused } = outage[name];
        return [told, rate(perSecond), perMille(refused, hour)];
      }),
    ),
    revocation: table(
      [
        "the issuer alone, at each refresh",
        quantiles(revocation.atRefresh.kv),
        quantiles(revocation.atRefresh.durableObject),
      ],
      [
        "the gate too, at each request",
        quantiles(revocation.atGate.kv),
        quantiles(revocation.atGate.durableObject),
      ],
    ),
    operations: table(
      ["the issuer", ...operations(costs, ["firstRefresh", "refresh", "logout", "forget"])],
      ["the gate’s look-ups", ...operations(costs, ["look"])],
    ),
    costs: table(
      ["the issuer", dollars(costs.stores.kv.issuer), dollars(costs.stores.durableObject.issuer)],
      ["the gate’s look-ups", dollars(costs.stores.kv.looks), dollars(costs.stores.durableObject.looks)],
      [
        `the requests themselves, at $${PRICES.workerRequest.toFixed(2)} a million`,
        dollars(costs.workers),
        dollars(costs.workers),
      ],
    ),
    memory: memory === undefined ? [] : memoryTable(memory),
  };
}

const OPERATIONS = {
  kv: { kvRead: "reads", kvWrite: "writes" },
  durableObject: { objectRequest: "requests", rowRead: "rows read", rowWritten: "rows written" },
};

/** Operations of each store a day, in millions. */
const operations = ({ asked, timesPerDay }, kinds) =>
  Object.entries(OPERATIONS).map(([store, names]) =>
    Object.entries(names)
      .map(([name, told]) => [
        kinds.reduce((sum, kind) => sum + asked[store][kind][name] * timesPerDay[kind], 0),
        told,
      ])
      .filter(([sum]) => sum > 0)
      .map(([sum, told]) => `${count(sum / 1e6)} ${told}`)
      .join(", "),
  );

const bytes = (number) =>
  number >= 1e6
    ? `${Number((number / 1e6).toPrecision(2))} MB`
    : number >= 1000
      ? `${Number((number / 1000).toPrecision(2))} KB`
      : `${Number(number.toPrecision(2))} B`;

const memoryTable = ({ rows }) =>
  table(...rows.map(({ name, heap, wasm }) => [name, bytes(heap), wasm === 0 ? "0" : bytes(wasm)]));
