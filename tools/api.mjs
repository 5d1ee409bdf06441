/**
 * Writes the API's document and the types of its answers, which clients import from `@throughline/api-types`.
 *
 *   npm run api              after a change of the API; both files are committed
 *   npm run api -- --check   fails if one of them is stale, as the lint does
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { shareParts } from './api/share-parts.mjs';
import { build } from './build.mjs';
import { projectRoot } from './workspaces.mjs';

const DOCUMENT = 'docs/openapi.json';
const TYPES = 'libs/api-types/src/openapi.d.ts';
const HEADER = `/* Written by \`npm run api\` from ${DOCUMENT}. Do not edit. */\n`;

/** Sorts the keys of all objects, so that moved code changes nothing in the file. */
const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
};

async function apiDocument() {
  const { failures } = await build(projectRoot, { bundles: 'libraries' });
  if (failures.length > 0) throw new Error(`The API's document cannot be built:\n${failures.join('\n')}`);
  const { openApiDocument } = await import('../apps/gateway/dist/openapi-document.js');
  return shareParts(sorted(JSON.parse(JSON.stringify(await openApiDocument()))));
}

/** Returns the types of the schemas. A member with a default may still be left out of a request. */
async function typesOf({ openapi, info, components: { schemas } }) {
  const nodes = await openapiTypescript(
    { openapi, info, components: { schemas } },
    { immutable: true, defaultNonNullable: false },
  );
  return HEADER + astToString(nodes);
}

const document = await apiDocument();
const files = new Map([
  [DOCUMENT, `${JSON.stringify(document, null, 2)}\n`],
  [TYPES, await typesOf(document)],
]);
const stale = [];
for (const [file, text] of files) {
  if ((await readFile(join(projectRoot, file), 'utf8').catch(() => undefined)) !== text) stale.push(file);
}
if (!process.argv.includes('--check')) {
  for (const file of stale) await writeFile(join(projectRoot, file), files.get(file));
  process.stdout.write(stale.length === 0 ? 'nothing has changed\n' : `wrote ${stale.join(' and ')}\n`);
} else if (stale.length > 0) {
  process.stderr.write(`The API has changed, but not ${stale.join(' and ')}. Run \`npm run api\` and commit its changes.\n`);
  process.exitCode = 1;
}
