// What a month of each store costs: what the package's own code asks of it, counted, times how often that happens.
import { generateSecret, secretKey } from "jwt-wasm";
import { createTokenIssuer, durableObjectStore, kvStore } from "jwt-wasm/issuer";
import { OBJECT, PRICES, requestsPerDay } from "./assumptions.mjs";
import { centralKv, countedKv } from "./stores/kv.mjs";
import { objects } from "./stores/objects.mjs";
import { inWorkers } from "./time.mjs";

const DAYS = 30;
const COUNTED = { kvRead: 0, kvWrite: 0, objectRequest: 0, rowRead: 0, rowWritten: 0 };

/** What is asked for one of each, of either store. */
export function operations() {
  return inWorkers(async (clock) => {
    const key = secretKey(generateSecret("HS256"), "HS256");
    const told = {};
    const counts = { ...COUNTED };
    const family = objects(counts);
    const stores = {
      kv: { store: kvStore(countedKv(centralKv(clock), counts)), forget: async () => {} },
      durableObject: { store: durableObjectStore(family.namespace), forget: family.alarm },
    };
    const during = async (work) => {
      const before = { ...counts };
      await work();
      return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count - before[name]]));
    };
    for (const [name, { store, forget }] of Object.entries(stores)) {
      const issuer = createTokenIssuer({ key, store });
      const first = await issuer.issue("user-42");
      const { sid } = JSON.parse(Buffer.from(first.access.split(".")[1], "base64url"));
      let pair = first;
      const refresh = async () => {
        pair = await issuer.refresh(pair.refresh);
      };
      told[name] = {
        login: await during(() => issuer.issue("user-43")),
        firstRefresh: await during(refresh),
        refresh: await during(refresh),
        look: await during(() => store.isRevoked({ sid })),
        logout: await during(() => issuer.revoke(pair.refresh)),
        forget: await during(() => {
          // No token of the family can be good any more.
          clock.set(10 * 86_400);
          return forget(sid);
        }),
      };
    }
    return told;
  });
}

/** How often a day. A refresh comes whenever an access token has expired while its user is there. */
export function timesPerDay(world, accessTtl) {
  const { users, presentPerDay, loginsPerUserPerDay } = world;
  const logins = users * loginsPerUserPerDay;
  const refreshes = (users * presentPerDay) / accessTtl;
  return {
    login: logins,
    firstRefresh: logins,
    refresh: refreshes - logins,
    look: requestsPerDay(world),
    logout: logins,
    forget: logins,
  };
}

const dollarsOf = (counts) => {
  const asked = Object.entries(counts).reduce((sum, [name, count]) => sum + count * PRICES[name], 0);
  return asked + counts.objectRequest * OBJECT.busy * OBJECT.memory * PRICES.objectSecond;
};

/** Dollars a month: for what the issuer asks alone, and for a gate that looks at each request as well. */
export async function costs(world) {
  const { expiresIn } = await createTokenIssuer({ key: secretKey(generateSecret("HS256"), "HS256") }).issue(
    "a",
  );
  const times = timesPerDay(world, expiresIn);
  const asked = await operations();
  const stores = {};
  for (const [name, { look, ...rest }] of Object.entries(asked)) {
    const issuer = Object.entries(rest).reduce(
      (sum, [kind, counts]) => sum + dollarsOf(counts) * times[kind],
      0,
    );
    const stored = name === "durableObject" ? world.users * OBJECT.storage * PRICES.objectStorage : 0;
    stores[name] = {
      issuer: Math.round((issuer * DAYS) / 1e6 + stored),
      looks: Math.round((dollarsOf(look) * times.look * DAYS) / 1e6),
    };
  }
  const workers = Math.round((PRICES.workerRequest * times.look * DAYS) / 1e6);
  return { timesPerDay: times, asked, stores, workers };
}
