import type { Plugin, Rolldown } from "vite";

type Graph = Pick<Rolldown.PluginContext, "getModuleIds" | "getModuleInfo">;

/** In the order in which they are loaded. Each finds what the ones before it brought. */
const STAGES = ["main.ts", "start.tsx", "inspection.tsx", "below.ts"];

/** Stages that come with words of their own, which the stages after them find. */
const WITH_WORDS = ["inspection", "below"];

/** The package names them, but the page imports from them only later. */
const LATER = /\/(?:load\/key-files|keys\/(?:file|key-file))\.js$/;

/** It changes more seldom than the page, so a browser that has it keeps it. */
const CORE = /\/core\.inline\.js$/;

/** Words that come with a part of the page, which they are named after. */
const LATER_WORDS = /\/www\/text\/en\/(?!index\.ts$)([^/]+)\.ts$/;

const stages = new Map<string, string>();

/**
 * The first stage that needs a module, as a name for their common file. Otherwise, whatever a later part shares with a
 * stage would be one more small file of the first view.
 */
export const stageOf = (id: string): string | null => stages.get(id) ?? null;

export const findStages: Plugin = {
  name: "find-stages",
  apply: "build",
  buildEnd(error) {
    if (error) return;
    stages.clear();
    for (const stage of STAGES) {
      const file = Array.from(this.getModuleIds()).find((id) => id.endsWith(`/www/${stage}`));
      if (file === undefined) throw new Error(`there is no ${stage}`);
      collect(this, file, stage.replace(/\.tsx?$/, ""));
    }
    refuseLaterWords(this);
  },
};

function collect(graph: Graph, id: string, stage: string): void {
  if (stages.has(id) || LATER.test(id)) return;
  stages.set(id, CORE.test(id) ? "core" : stage);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) collect(graph, imported, stage);
}

/** Types do not show that words are not loaded yet. */
function refuseLaterWords(graph: Graph): void {
  const sections = laterSections(graph);
  if (sections.size === 0) throw new Error("no words come later");
  for (const [id, stage] of stages) {
    const known = WITH_WORDS.slice(0, WITH_WORDS.indexOf(stage) + 1);
    const unknown = Array.from(sections).flatMap(([part, names]) => (known.includes(part) ? [] : names));
    const said = new RegExp(`\\btext\\.(?:${unknown.join("|")})\\b`);
    const [words] = said.exec(graph.getModuleInfo(id)?.code ?? "") ?? [];
    if (words) throw new Error(`${id} says ${words}, which is not loaded there: see withWords`);
  }
}

/** The names in `Text` that come with each part. */
function laterSections(graph: Graph): Map<string, readonly string[]> {
  const sections = new Map<string, readonly string[]>();
  for (const id of graph.getModuleIds()) {
    const info = graph.getModuleInfo(id);
    const part = LATER_WORDS.exec(id)?.[1];
    if (info && part !== undefined && info.importers.length === 0) sections.set(part, info.exports ?? []);
  }
  return sections;
}
