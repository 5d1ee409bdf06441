/**
 * Shares the parts of an OpenAPI document that occur in several places, by `$ref`. Each rule may be applied to a document that
 * shares these parts already.
 */

const textOf = (value) => JSON.stringify(value);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValues = (object, map) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));

/** A reference may have a description of its own beside it. */
const keyOf = (schema) => textOf({ ...schema, description: undefined });

/** Replaces each object that is one of the named schemas, from the outside inwards. */
function refer(value, names, isNamed = false) {
  if (Array.isArray(value)) return value.map((each) => refer(each, names));
  if (!isObject(value)) return value;
  const $ref = isNamed ? undefined : names.get(keyOf(value));
  if ($ref === undefined) return mapValues(value, (each) => refer(each, names));
  return { $ref, ...(value.description === undefined ? {} : { description: value.description }) };
}

/** Uses a named schema where the same schema is inlined. */
function shareSchemas({ components, ...rest }) {
  const objects = Object.entries(components.schemas).filter(([, { type }]) => type === 'object');
  const names = new Map(objects.map(([name, schema]) => [keyOf(schema), `#/components/schemas/${name}`]));
  return { ...rest, components: { ...components, schemas: mapValues(components.schemas, (each) => refer(each, names, true)) } };
}

const mapOperations = (document, map) => ({
  ...document,
  paths: mapValues(document.paths, (methods) => mapValues(methods, map)),
});

/** Returns the examples, responses or parameters that occur more than once. Two of the same name stay where they are. */
function repeated(found) {
  const counts = new Map();
  for (const { name, value } of found) {
    const text = textOf(value);
    counts.set(text, { name, value, count: (counts.get(text)?.count ?? 0) + 1 });
  }
  const often = [...counts.values()].filter(({ count }) => count > 1).sort((one, other) => other.count - one.count);
  const parts = new Map();
  for (const { name, value } of often) if (!parts.has(name)) parts.set(name, value);
  return Object.fromEntries([...parts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Moves the repeated values of one kind to `components`.
 * @param {object} document
 * @param {string} kind the member of `components`
 * @param {(operation: object, visit: (name: string, value: object) => object) => object} walk replaces the values of an operation
 */
function moveRepeated(document, kind, walk) {
  const found = [];
  const remember = (name, value) => {
    if (!('$ref' in value)) found.push({ name, value });
    return value;
  };
  mapOperations(document, (operation) => walk(operation, remember));
  const parts = repeated(found);
  const share = (name, value) => (textOf(parts[name]) === textOf(value) ? { $ref: `#/components/${kind}/${name}` } : value);
  const moved = mapOperations(document, (operation) => walk(operation, share));
  return { ...moved, components: { ...moved.components, [kind]: { ...moved.components[kind], ...parts } } };
}

/** A single example is named by its schema. */
function shareExample({ example, ...media }, visit) {
  const name = media.schema?.$ref?.split('/').at(-1);
  if (example === undefined || name === undefined) return { ...media, ...(example === undefined ? {} : { example }) };
  const shared = visit(name, { value: example });
  return '$ref' in shared ? { ...media, examples: { [name]: shared } } : { ...media, example };
}

const shareExamples = ({ examples, ...media }, visit) =>
  examples === undefined
    ? shareExample(media, visit)
    : { ...media, examples: mapValues(examples, (example, name) => visit(name, example)) };

const examplesOf = ({ responses, ...rest }, visit) => ({
  ...rest,
  responses: mapValues(responses, ({ content, ...response }) => ({
    ...response,
    ...(content === undefined ? {} : { content: mapValues(content, (media) => shareExamples(media, visit)) }),
  })),
});

const headersOf = ({ responses, ...rest }, visit) => ({
  ...rest,
  responses: mapValues(responses, (response) =>
    response.headers === undefined
      ? response
      : { ...response, headers: mapValues(response.headers, (header, name) => visit(name, header)) },
  ),
});

const parametersOf = ({ parameters = [], ...rest }, visit) => ({
  ...rest,
  parameters: parameters.map((parameter) => visit(parameter.name, parameter)),
});

/** A response is named by its status and problem codes. */
const responsesOf = ({ responses, ...rest }, visit) => ({
  ...rest,
  responses: mapValues(responses, (response, status) => {
    const codes = Object.keys(response.content?.['application/problem+json']?.examples ?? {});
    return codes.length === 0 ? response : visit([status, ...codes].join('.'), response);
  }),
});

/** @param {object} document an OpenAPI document, which stays unchanged */
export function shareParts(document) {
  const examples = moveRepeated(shareSchemas(document), 'examples', examplesOf);
  const headers = moveRepeated(examples, 'headers', headersOf);
  const parameters = moveRepeated(headers, 'parameters', parametersOf);
  return moveRepeated(parameters, 'responses', responsesOf);
}
