// Stops a workflow that gives rights to code of others, and a Python package that could be another than the one tried.
import assert from "node:assert/strict";
import { test } from "node:test";
import { files, read } from "./lib/repository.mjs";

const all = files();
const workflows = all.filter((path) => /^\.github\/(?!ISSUE_TEMPLATE\/).*\.ya?ml$/.test(path));

/** Of a text whose form is ours: two spaces a level. */
function jobsOf(text) {
  const [before, jobs] = text.split(/^jobs:\n/m);
  const [, ...parts] = jobs.split(/^ {2}(?=[\w-]+:$)/m);
  return parts.map((part) => ({ name: /^[\w-]+/.exec(part)[0], text: part, rights: rightsOf(part, before) }));
}

/** A job's own, or the workflow's; `undefined` are those that the repository gives by default. */
const rightsOf = (job, before) =>
  (/^ {4}permissions:(.*(?:\n {6}.*)*)/m.exec(job) ?? /^permissions:(.*(?:\n {2}.*)*)/m.exec(before))?.[1];

/** Whole commands, also those of a block. */
const commandsOf = (job) =>
  [...job.matchAll(/^( *)(?:- )?run: (?:\|\n((?:\1 {2}.*\n|\n)*)|(.*))/gm)].flatMap(([, , block, line]) =>
    (block ?? line)
      .split("\n")
      .map((command) => command.trim())
      .filter(Boolean),
  );

const jobs = workflows.flatMap((path) => jobsOf(read(path)).map((job) => ({ path, ...job })));

/** What may be done with more than the right to read: nothing that runs code of another package. */
const HANDS_ON = [
  /^npm publish \.\/release\/\S+\.tgz --ignore-scripts --provenance --access public$/,
  /^cargo publish --locked --no-verify -p jwt-wasm$/,
  /^gh release create /,
];

test("the jobs are found, and those that publish among them", () => {
  const writing = jobs
    .filter(({ rights }) => rights.includes("write"))
    .map(({ path, name }) => `${path}: ${name}`);
  assert.deepEqual(writing, [
    ".github/workflows/pages.yml: deploy",
    ".github/workflows/release.yml: publish",
  ]);
  const published = jobs.find(({ name }) => name === "publish");
  assert.equal(commandsOf(published.text).length, HANDS_ON.length);
  const tested = jobs.filter(({ text }) => text.includes(".ci/run")).map(({ name }) => name);
  assert.deepEqual(tested, ["test", "test"]);
});

test("a job that may write runs nothing of another package", () => {
  for (const { path, name, text, rights } of jobs) {
    assert.notEqual(rights, undefined, `${path}: ${name} has the rights of the repository's default`);
    if (!rights.includes("write")) continue;
    for (const command of commandsOf(text)) {
      assert.ok(
        HANDS_ON.some((pattern) => pattern.test(command)),
        `${path}: ${name}: ${command}`,
      );
    }
  }
});

test("a release is rehearsed as the tests rehearse it, and publishes what that made", () => {
  const { text } = jobs.find(({ name, path }) => name === "build" && path.endsWith("release.yml"));
  assert.ok(commandsOf(text).includes('cargo xtask release --tag "$GITHUB_REF_NAME"'));
  assert.match(text, /^ {10}path: target\/xtask\/release$/m);
  assert.match(read("xtask/src/test/steps.rs"), /step\("release", \|\| release::release\(None\)\)/);
});

test("an action is named by its commit, with its version beside it", () => {
  for (const path of workflows) {
    for (const [, used] of read(path).matchAll(/^ *(?:- )?uses: *(.*)$/gm)) {
      assert.match(
        used,
        /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # (?:v\d+\.\d+\.\d+|master of \d{4}-\d\d-\d\d)$/,
        path,
      );
    }
  }
});

test("no workflow keeps a token for git, or puts text from strangers into a script", () => {
  for (const path of workflows) {
    const text = read(path);
    const checkouts = text.split(/uses: actions\/checkout@/).slice(1);
    for (const step of checkouts) assert.match(step.split(/^ *- /m)[0], /persist-credentials: false/, path);
    assert.doesNotMatch(text, /pull_request_target|workflow_run/, path);
    for (const { text: job } of jobsOf(text)) {
      for (const command of commandsOf(job)) assert.doesNotMatch(command, /\$\{\{/, path);
    }
  }
});

test("a Python package is one of the files whose digests are listed", () => {
  const lists = all.filter((path) => /requirements[\w.-]*\.txt$/.test(path));
  assert.ok(lists.length >= 2);
  for (const path of lists) {
    const lines = read(path).replaceAll(/\\\n/g, " ").split("\n");
    const wanted = lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
    assert.ok(wanted.length > 0, path);
    for (const line of wanted) {
      assert.match(line, /^[\w.-]+==[\w.]+(?: ; [^#]*?)? +(?:--hash=sha256:[0-9a-f]{64} *)+$/, path);
    }
  }
  // Each call of pip demands them.
  const calls = all.filter(
    (path) => /\.(?:rs|mjs|js|sh|yml)$/.test(path) && /"pip"|\bpip3? install\b/.test(read(path)),
  );
  assert.deepEqual(
    calls.filter((path) => path !== "tests/docs/workflows.test.mjs"),
    ["xtask/src/python.rs"],
  );
  const source = read("xtask/src/python.rs");
  assert.equal(source.match(/"install"/g).length, 1);
  assert.match(source, /\["--require-hashes", "--no-deps", "-r", requirements\]/);
});
