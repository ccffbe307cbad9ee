// Measures one section of the plan.
import { measureCold } from "./cold/measure.mjs";
import { caseOf } from "./corpus/cases.mjs";
import { bytesOf, rowsOf } from "./report/table.mjs";

/** Milliseconds of a batch. */
const BATCH = 12;

/**
 * @param section of the plan
 * @param runtime what `open()` of its runtime gave, with its `name`
 * @param options `rounds`, and `only`: a part of the candidates' names
 * @returns the section with its `rows`, and with `lanes`: all times
 */
export async function measureSection(section, runtime, options) {
  const { name, version } = runtime;
  const { inputs, lanes } =
    section.operation === "cold"
      ? await measureCold(section, runtime, options)
      : await measureInLab(section, runtime, options);
  const where = name.endsWith(version.split(".")[0]) ? name.replace(/\d+$/, version) : `${name} ${version}`;
  return { ...section, where, bytes: bytesOf(inputs), rows: rowsOf(lanes, version), lanes };
}

async function measureInLab(section, runtime, { rounds, only }) {
  const one = caseOf(section);
  const { operation, variant, algorithm } = section;
  const job = { operation, variant, algorithm, rounds, only, batch: BATCH, ...one };
  return { inputs: one.inputs, lanes: await runtime.run(job) };
}
