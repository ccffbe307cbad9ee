/** A person in Chromium, the gate in workerd, and Django behind nginx and gunicorn, with one kind of key. */

import { describe } from "node:test";
import { visit } from "../lib/visit.js";
import { testApi } from "./api.js";
import { testInspector } from "./inspector.js";
import { testRecords } from "./records.js";
import { testSessions } from "./sessions.js";

/** The order matters: each part continues with what the one before left on the page. */
export function journey(algorithm) {
  describe(algorithm, () => {
    const here = visit({ algorithm });
    testApi(here);
    // This part of the inspector is about shared secrets.
    if (algorithm === "HS256") testInspector(here);
    testSessions(here);
    testRecords(here);
  });
}
