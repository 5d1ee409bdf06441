/** Compares documents of the API. Pure. */
const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'];

const partAt = (document, ref) =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((part, key) => part?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);

/** Returns an operation as text, with all parts of the document that it refers to. */
function describe(document, operation) {
  const texts = new Map([['', JSON.stringify(operation)]]);
  for (const text of texts.values())
    for (const [, ref] of text.matchAll(/"\$ref":"(#[^"]+)"/g))
      if (!texts.has(ref)) texts.set(ref, JSON.stringify(partAt(document, ref)) ?? '');
  return JSON.stringify([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function operationsOf(document) {
  const all = Object.entries(document?.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => [
      `${method.toUpperCase()} ${path}`,
      describe(document, [item.parameters ?? [], item[method], document.security ?? []]),
    ]),
  );
  return new Map(all);
}

/** Returns the operations of a document, such as `PUT /api/v1/me`, that are new or differ from the older document. */
export function changedOperations(before, after) {
  const older = operationsOf(before);
  return [...operationsOf(after)].filter(([name, text]) => older.get(name) !== text).map(([name]) => name);
}
