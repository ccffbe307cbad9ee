// For Node, Deno and Bun: reads the job from a file and prints the result.
import { readFile } from "node:fs/promises";
import { server } from "../../candidates/server.mjs";
import { server as engines } from "../../engines/server.mjs";
import { run } from "../run.mjs";

const job = JSON.parse(await readFile(process.argv[2], "utf8"));
console.log(JSON.stringify(await run(job, job.isOfEngines ? engines : server)));
