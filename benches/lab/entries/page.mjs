// For browsers: jobs are fetched as long as there are any, and what each gave is posted back.
import { portable } from "../../candidates/portable.mjs";
import { run } from "../run.mjs";

const answerTo = (job) =>
  run(job, portable).then(
    (lanes) => ({ lanes }),
    (error) => ({ error: String(error?.stack ?? error) }),
  );

for (;;) {
  const response = await fetch("/job");
  if (response.status === 204) break;
  const answer = await answerTo(await response.json());
  await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
}
