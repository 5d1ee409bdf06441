/**
 * Writes the documents of the API and of the messages, the page of problems, the types and operations of the API, which clients
 * import from `@throughline/api-client`, the choices that they offer without a server, and the limits of requests for the page's forms.
 *
 *   npm run api              after a change of the API; the files are committed
 *   npm run api -- --check   fails if one of them is stale, as the lint does
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { formSchemasModule } from './api/form-schemas.mjs';
import { operationsModule, settingsOperationsModule } from './api/operations.mjs';
import { shareParts } from './api/share-parts.mjs';
import { build } from './build.mjs';
import { projectRoot } from './workspaces.mjs';

const DOCUMENT = 'docs/openapi.json';
const TYPES = 'libs/api-client/src/openapi.d.ts';
const OPERATIONS = 'libs/api-client/src/operations.generated.ts';
const SETTINGS_OPERATIONS = 'libs/api-client/src/settings-operations.generated.ts';
const CHOICES = 'libs/api-client/src/choices.generated.ts';
const MESSAGES = 'docs/asyncapi.json';
const PROBLEMS = 'docs/problems.md';
const MAX_LENGTHS = 'apps/web/src/api/max-lengths.generated.ts';
const FORM_SCHEMAS = 'apps/web/src/schema-form/form-schemas.generated.ts';
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

/** Only requests refuse unknown fields. */
const isRequest = ({ additionalProperties }) => additionalProperties === false;

const lengthsOf = ({ properties = {} }) =>
  Object.entries(properties).flatMap(([field, { maxLength }]) => (maxLength === undefined ? [] : [`${field}: ${maxLength}`]));

/** Returns a module with the length of the longest text in each field of a request. */
function maxLengthsOf({ components: { schemas } }) {
  const requests = Object.entries(schemas)
    .filter(([, schema]) => isRequest(schema))
    .map(([name, schema]) => ({ name, lengths: lengthsOf(schema) }))
    .filter(({ lengths }) => lengths.length > 0);
  const lines = requests.map(({ name, lengths }) => `export const ${name} = { ${lengths.join(', ')} } as const;`);
  // One constant for each request, so that a bundler leaves out those that the page does not use.
  const docs = '/* The length of the longest text in each field of a request, in characters. */';
  return `${HEADER}\n${docs}\n${lines.join('\n')}\n`;
}

/** Returns a module with the values of the fields that the command line lists in its help. */
function choicesOf({ components: { schemas } }) {
  const types = schemas.CreateCredential.properties.type.enum.map((type) => `'${type}'`);
  return `${HEADER}\n/** The types of credentials. Accounts first. */\nexport const credentialTypes = [${types.join(', ')}] as const;\n`;
}

const { failures } = await build(projectRoot, { bundles: 'libraries' });
if (failures.length > 0) throw new Error(`The API's document cannot be built:\n${failures.join('\n')}`);
const { asyncApiDocument } = await import('../libs/contracts/dist/asyncapi/document.js');
const { problemsMarkdown } = await import('../apps/gateway/dist/kit/http/problems/problems-markdown.js');
const document = await apiDocument();
const files = new Map([
  [DOCUMENT, `${JSON.stringify(document, null, 2)}\n`],
  [MESSAGES, `${JSON.stringify(asyncApiDocument(), null, 2)}\n`],
  [PROBLEMS, problemsMarkdown()],
  [TYPES, await typesOf(document)],
  [OPERATIONS, HEADER + operationsModule(document)],
  [SETTINGS_OPERATIONS, HEADER + settingsOperationsModule(document)],
  [FORM_SCHEMAS, HEADER + formSchemasModule(document)],
  [CHOICES, choicesOf(document)],
  [MAX_LENGTHS, maxLengthsOf(document)],
]);
const stale = [];
for (const [file, text] of files) {
  if ((await readFile(join(projectRoot, file), 'utf8').catch(() => undefined)) !== text) stale.push(file);
}
if (!process.argv.includes('--check')) {
  for (const file of stale) await writeFile(join(projectRoot, file), files.get(file));
  process.stdout.write(stale.length === 0 ? 'nothing has changed\n' : `wrote ${stale.join(', ')}\n`);
} else if (stale.length > 0) {
  process.stderr.write(`The API has changed, but not ${stale.join(', ')}. Run \`npm run api\` and commit its changes.\n`);
  process.exitCode = 1;
}
