// jwt-wasm beside its peers: `cargo xtask bench --help`.
import { HELP, readArguments } from "./arguments.mjs";
import { parts } from "./cold/parts.mjs";
import { engines } from "./engines/engines.mjs";
import { growth } from "./growth/growth.mjs";
import { matrix } from "./matrix.mjs";
import { workers } from "./workers/workers.mjs";

const commands = { matrix, engines, growth, workers, parts };

const { help, command, ...options } = readArguments(process.argv.slice(2));
if (help) console.log(HELP);
else await commands[command](options);
