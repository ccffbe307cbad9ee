import { createRequire } from "node:module";
import { coldWorker } from "../cold/workerd.mjs";
import { bundle } from "./bundle.mjs";
import { startMiniflare } from "./miniflare.mjs";

function workerdVersion() {
  const fromMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  return fromMiniflare("workerd/package.json").version;
}

export const workerd = {
  name: "workerd",
  async open() {
    const outdir = await bundle("lab/entries/worker.mjs", "workerd", { conditions: ["workerd", "worker"] });
    const miniflare = startMiniflare(outdir);
    return {
      version: workerdVersion(),
      async run(job) {
        // Its clock shows whole milliseconds, which a longer batch makes small. How many runs fill one takes longer to find.
        const body = JSON.stringify({
          warmUp: 500,
          ...job,
          batch: job.batch * 3,
          rounds: Math.ceil(job.rounds / 2),
        });
        const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body });
        const text = await response.text();
        if (response.status !== 200) throw new Error(text);
        return JSON.parse(text);
      },
      cold: coldWorker,
      isolates: true,
      close: () => miniflare.dispose(),
    };
  },
};
