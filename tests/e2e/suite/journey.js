/** A person in Chromium, the gate in workerd, and Django behind nginx and gunicorn, with one kind of key. */

import { describe } from "node:test";
import { visit } from "../lib/visit.js";
import { testApi } from "./api.js";
import { testInspector } from "./inspector.js";
import { testRecords } from "./records.js";
import { testSessions } from "./sessions.js";

/** In this order: each part goes on with what the one before it left on the page. */
export function journey(algorithm) {
  describe(algorithm, () => {
    const here = visit({ algorithm });
    testApi(here);
    // The inspector takes shared secrets, and no public keys yet.
    if (algorithm === "HS256") testInspector(here);
    testSessions(here);
    testRecords(here);
  });
}
