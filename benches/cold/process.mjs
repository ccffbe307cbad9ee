// Prints the microseconds of import and first verification. Arguments: the fixture's file and the candidate.
import { readFile } from "node:fs/promises";
import { placeOf, refuseOnce, verifyOnce } from "./once.mjs";

const [, , file, name] = process.argv;
const fixture = JSON.parse(await readFile(file, "utf8"));
const start = performance.now();
const { first } = await import(`./first/${placeOf(name, fixture)}`);
await verifyOnce(first, fixture);
console.log((performance.now() - start) * 1000);
await refuseOnce(first, fixture);
