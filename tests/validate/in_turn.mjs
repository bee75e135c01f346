// Runs files of tests side by side, as many at once as there are cores, those first that are named first: `node --test`
// goes by their names. A file that is named twice runs once. What a failed test leaves open ends with its file, and a file
// that hangs is a fault: else nobody would ever be told.
// Usage: node tests/validate/in_turn.mjs FILE...
// Exit code: 0 all is well; 1 something was found.

import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { run } from "node:test";
import * as reporters from "node:test/reporters";

const files = [...new Set(process.argv.slice(2).map((file) => resolve(file)))];
const told = run({ files, concurrency: availableParallelism(), timeout: 1_200_000, forceExit: true });
told.on("test:fail", () => {
  process.exitCode = 1;
});
told.compose(reporters[process.env.REPORTER || "spec"]).pipe(process.stdout);
