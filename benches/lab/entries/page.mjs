// For browsers: fetches jobs until none is left, and posts each result.
import { portable } from "../../candidates/portable.mjs";
import { portable as engines } from "../../engines/candidates.mjs";
import { run } from "../run.mjs";

const answerTo = (job) =>
  run(job, job.isOfEngines ? engines : portable).then(
    (lanes) => ({ lanes }),
    (error) => ({ error: String(error?.stack ?? error) }),
  );

for (;;) {
  const response = await fetch("/job");
  if (response.status === 204) break;
  const answer = await answerTo(await response.json());
  await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
}
