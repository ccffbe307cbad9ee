import { argv } from "node:process";
import { judgeAll } from "../lib/judge-all.mjs";

console.log(JSON.stringify(await judgeAll(argv[2])));
