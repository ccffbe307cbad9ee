// The jobs that people come with, done as a person does them, and every step counted. docs/inspector.md shows the numbers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { inAnHour, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const EXP = inAnHour();
const NOW = EXP - 3600;
const TOKEN = signed({ iss: "https://op.example", sub: "ada", email: "ada@example.com", exp: EXP });
const EXPIRED = signed({ sub: "ada", exp: NOW - 60 });
const RSA = signedWith("RS256", { sub: "ada", exp: EXP }, { kid: "1" });
const JWKS = JSON.stringify({
  keys: [
    { ...signedWith("ES256", { exp: EXP }).publicJwk, kid: "2", alg: "ES256" },
    { ...RSA.publicJwk, kid: "1", alg: "RS256" },
  ],
});
const ANSWER = JSON.stringify({
  access_token: TOKEN,
  id_token: signed({ sub: "ada", nonce: "n", exp: EXP }),
});
const LOG = Array.from({ length: 20 }, (_, at) => signed({ sub: `user-${at}`, exp: at % 4 ? EXP : NOW - 9 }))
  .map((token) => `12:00 GET /?access_token=${token} 200`)
  .join("\n");

/** A click, a key press, a paste or a run of typing is one step, and so is scrolling to what is clicked. */
function counting(page) {
  let steps = 0;
  const copy = (text) => page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  const isInSight = (place) =>
    place.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const found = document.elementFromPoint(x + width / 2, y + height / 2);
      return found !== null && (element.contains(found) || found.contains(element));
    });
  return {
    steps: () => steps,
    async click(place) {
      await place.waitFor();
      if (!(await isInSight(place))) steps += 1;
      await place.click();
      steps += 1;
    },
    async press(key) {
      await page.keyboard.press(key);
      steps += 1;
    },
    async paste(text) {
      await copy(text);
      await page.keyboard.press("ControlOrMeta+V");
      steps += 1;
    },
    async type(text) {
      await page.keyboard.type(text);
      steps += 1;
    },
    copy,
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
    /** What the job asked for stands in sight. */
    async sees(place) {
      await place.waitFor();
      assert.ok(await isInSight(place), "out of sight");
    },
  };
}

const PHONE = { viewport: { width: 390, height: 844 } };
const claim = (page, name) => inspector(page).claim(name);
const button = (page, name) => page.getByRole("button", { name, exact: true });

const JOBS = {
  "Read the claims of a token": async (person, page) => {
    await person.paste(TOKEN);
    await person.sees(claim(page, "sub"));
  },
  "Read them on a phone": async (person, page) => {
    await person.copy(TOKEN);
    await person.click(button(page, "Paste"));
    await person.sees(claim(page, "sub"));
  },
  "Take a token with its quotes out of a log line": async (person, page) => {
    await person.paste(`12:00 INFO token="${TOKEN}", user=ada`);
    await person.sees(claim(page, "sub"));
  },
  "Take the id_token out of a token answer": async (person, page) => {
    await person.paste(ANSWER);
    await person.click(page.getByRole("radio", { name: "id_token" }));
    await person.sees(claim(page, "nonce"));
  },
  "See whether it is expired": async (person, page) => {
    await person.paste(EXPIRED);
    await person.sees(page.getByText(/^Expired 1 min/).first());
  },
  "Check an HS256 signature": async (person, page) => {
    await person.paste(TOKEN);
    await person.click(inspector(page).secret);
    await person.paste(SECRET);
    await inspector(page).concludes("Signature verified");
  },
  "Check an RS256 signature with a JWKS": async (person, page) => {
    await person.paste(RSA.token);
    await person.click(inspector(page).secret);
    await person.paste(JWKS);
    await inspector(page).concludes("Signature verified");
  },
  "Copy the value of one claim": async (person, page) => {
    await person.paste(TOKEN);
    await person.click(claim(page, "email").getByRole("button", { name: /^Copy/ }));
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) === "ada@example.com");
  },
  "Find a claim by a part of its name": async (person, page) => {
    await person.paste(TOKEN);
    await claim(page, "sub").waitFor();
    await page.evaluate(() => document.activeElement?.blur());
    await person.press("/");
    await person.type("mail");
    await claim(page, "sub").waitFor({ state: "detached" });
    await person.sees(claim(page, "email"));
  },
  "Move exp by an hour, sign, and copy the token": async (person, page) => {
    await person.paste(TOKEN);
    await person.click(inspector(page).secret);
    await person.paste(SECRET);
    await inspector(page).concludes("Signature verified");
    await person.click(page.getByRole("tab", { name: "Edit & sign", exact: true }));
    await person.click(button(page, "exp: +1 h"));
    await person.click(button(page, "Copy token"));
    const payload = JSON.parse(Buffer.from((await person.copied()).split(".")[1], "base64url"));
    assert.equal(payload.exp, EXP + 3600);
  },
  "Compare two tokens": async (person, page) => {
    await person.paste(ANSWER);
    await person.click(button(page, "Compare them"));
    await person.sees(page.getByRole("rowheader", { name: "nonce", exact: true }));
  },
  "Count the expired tokens of a log": async (person, page) => {
    await person.paste(LOG);
    await person.sees(page.getByRole("heading", { name: "20 tokens: 15 not checked, 5 expired" }));
  },
  "Paste another token, and get the first one back": async (person, page) => {
    await person.paste(TOKEN);
    await claim(page, "email").waitFor();
    await person.paste(EXPIRED);
    await claim(page, "email").waitFor({ state: "detached" });
    await person.press("ControlOrMeta+Z");
    await person.sees(claim(page, "email"));
  },
};

/** The rows of the table in the docs: a job, and our steps. */
const docs = readFileSync(new URL("../../docs/inspector.md", import.meta.url), "utf8");
const told = new Map(
  [...docs.matchAll(/^\| ([^|]+?) \| (\d+) \|/gm)].map(([, job, steps]) => [job, Number(steps)]),
);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the docs have a row for each job", () => {
  assert.deepEqual([...told.keys()].sort(), Object.keys(JOBS).sort());
});

for (const [job, act] of Object.entries(JOBS)) {
  test(`${job}: as many steps as the docs say`, async () => {
    await visit(
      browser,
      async ({ page }) => {
        await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
        const person = counting(page);
        await act(person, page);
        assert.equal(person.steps(), told.get(job));
      },
      { viewport: { width: 1366, height: 768 }, ...(job.includes("phone") ? PHONE : {}) },
    );
  });
}
