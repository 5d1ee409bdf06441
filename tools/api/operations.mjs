/**
 * One constant for each operation of the document, under its operation id. Its types are those of the path's parts, the query, the
 * body and the successful answer.
 */
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);
const JSON_TYPE = 'application/json';
const NO_BODY = new Set(['204', '304']);

const isSuccess = ([status]) => /^2/.test(status) && !NO_BODY.has(status);
const quoted = (value) => `'${value}'`;
const isFlag = (values) => values.length === 2 && values.includes('true') && values.includes('false');

/** The reference of a part of the document that operations share, such as `#/components/parameters/Limit`. */
const partAt = (document, part) =>
  part?.$ref === undefined
    ? part
    : part.$ref
        .split('/')
        .slice(1)
        .reduce((value, key) => value[key], document);

function textTypeOf({ enum: values, type, items }) {
  if (values !== undefined) return isFlag(values) ? 'boolean' : values.map(quoted).join(' | ');
  if (type === 'array') return `readonly (${textTypeOf(items)})[]`;
  return type === 'integer' || type === 'number' ? 'number' : 'string';
}

function schemaTypeOf(schema) {
  if (schema.$ref !== undefined) return `Schemas['${schema.$ref.split('/').at(-1)}']`;
  if (schema.anyOf !== undefined) return schema.anyOf.map(schemaTypeOf).join(' | ');
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object')
    return `Readonly<Record<string, ${schemaTypeOf(schema.additionalProperties)}>>`;
  return schema.type === 'object' ? 'object' : 'unknown';
}

function queryOf(parameters) {
  const members = parameters.map(({ name, required, schema }) => {
    const type = textTypeOf(schema);
    return required === true ? `readonly ${name}: ${type}` : `readonly ${name}?: ${type} | undefined`;
  });
  return members.length === 0 ? [] : [`query: { ${members.join('; ')} }`];
}

function bodyOf(document, requestBody) {
  const { content = {}, required } = partAt(document, requestBody) ?? {};
  const schema = content[JSON_TYPE]?.schema;
  return schema === undefined ? [] : [`body: ${schemaTypeOf(schema)}${required === true ? '' : ' | undefined'}`];
}

/** Answers to `dry_run` and `as_of` have types of their own. */
const ASIDE = [
  { name: 'preview', query: 'dry_run', pattern: /(?:Preview|DryRun)'\]$/ },
  { name: 'past', query: 'as_of', pattern: /^Schemas\['Past/ },
];

const isText = ([type]) => /^text\/(?:plain|markdown|html|vtt)$/.test(type);

function successTypesOf(document, responses) {
  const contents = Object.entries(responses)
    .filter(isSuccess)
    .map(([, response]) => partAt(document, response).content ?? {});
  const schemas = contents.map((content) => content[JSON_TYPE]?.schema).filter((schema) => schema !== undefined);
  const types = schemas.flatMap((schema) => schema.anyOf ?? [schema]).map(schemaTypeOf);
  if (types.length > 0) return [...new Set(types)];
  return contents.some((content) => Object.entries(content).some(isText)) ? ['string'] : [];
}

function answersOf(document, responses, query) {
  const types = successTypesOf(document, responses);
  const aside = ASIDE.filter((each) => query.includes(each.query)).map(({ name, pattern }) => ({
    name,
    types: types.filter((type) => types.length > 1 && pattern.test(type)),
  }));
  const own = types.filter((type) => !aside.some((each) => each.types.includes(type)));
  return [{ name: 'answer', types: own }, ...aside]
    .filter((each) => each.types.length > 0)
    .map((each) => `${each.name}: ${each.types.join(' | ')}`);
}

function lineOf(document, path, method, { operationId, parameters = [], requestBody, responses, summary }) {
  const all = parameters.map((each) => partAt(document, each));
  const parts = all.filter((each) => each.in === 'path').map(({ name }) => quoted(name));
  const query = all.filter((each) => each.in === 'query');
  const types = [
    ...(parts.length === 0 ? [] : [`path: ${parts.join(' | ')}`]),
    ...queryOf(query),
    ...bodyOf(document, requestBody),
    ...answersOf(
      document,
      responses,
      query.map(({ name }) => name),
    ),
  ];
  const type = `Operation<{ ${types.join('; ')} }>`;
  const docs = summary === undefined ? '' : `/** ${summary.replaceAll('*/', '* /').replace(/\.?$/, '.')} */\n`;
  const value = `{ method: ${quoted(method.toUpperCase())}, path: ${quoted(path)} }`;
  return `${docs}export const ${operationId}: ${type} = ${value};`;
}

/** By the name of the constant, which comes after its docstring. */
const nameIn = (line) => /export const (\w+)/.exec(line)[1];
const byName = (a, b) => (nameIn(a) < nameIn(b) ? -1 : 1);

/** The beginnings of paths that are only for settings, operators and shared items. The first view of the page needs none of them. */
const SETTINGS = [
  'admin',
  'auth/sessions',
  'channels',
  'credential-types',
  'credentials',
  'engines',
  'jobs',
  'me/exports',
  'me/notices',
  'me/quota',
  'me/settings',
  'me/tokens',
  'me/vocabulary',
  'output-types',
  'own-outputs',
  'share-links',
  'shared',
  'simulation',
  'source-types',
  'sources',
  'stats',
  'templates',
  'texts',
  'webhook-endpoints',
  'webhooks',
  'workers',
];
const isOfSettings = (path) => {
  const name = path.replace(/^\/api\/v\d+\//, '');
  return SETTINGS.some((beginning) => name === beginning || name.startsWith(`${beginning}/`));
};

function moduleOf(document, isIncluded, exported = '') {
  const paths = Object.entries(document.paths).filter(([path]) => isIncluded(path));
  const lines = paths.flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => lineOf(document, path, method, operation)),
  );
  const imports = "import type { Operation } from './operation.js';\nimport type { components } from './openapi.js';";
  return `${imports}\n${exported}\ntype Schemas = components['schemas'];\n\n${lines.sort(byName).join('\n')}\n`;
}

/** Returns the module with the operations of settings, apart from the others: bundlers do not divide a module. */
export const settingsOperationsModule = (document) => moduleOf(document, isOfSettings);

export const operationsModule = (document) =>
  moduleOf(document, (path) => !isOfSettings(path), "\nexport * from './settings-operations.generated.js';\n");
