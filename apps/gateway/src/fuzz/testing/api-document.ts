/** A JSON Schema as it stands in the document, without references. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
  readonly example?: unknown;
}
export interface BodyKind {
  readonly type: string;
  readonly schema: Schema;
  readonly example?: unknown;
}
interface Content {
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, unknown>>;
}
export interface Answer {
  readonly content: Readonly<Record<string, Content>>;
}
export interface Operation {
  /** `POST /api/v1/recordings/{id}/run`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Undefined: open to all. */
  readonly scope: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly BodyKind[];
  readonly isBodyRequired: boolean;
  readonly answers: ReadonlyMap<number, Answer>;
}

interface RawOperation {
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { schema: Schema; example?: unknown }>>;
  };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}
export interface RawDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
}

const DEEPEST = 40;

/** The value that a JSON pointer of this document names. */
const at = (document: unknown, reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, part) => {
      const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
      if (found === undefined) throw new Error(`The document has no ${reference}`);
      return found;
    }, document);

/** The same with every reference replaced by what it names, so that any validator and generator can take a part by itself. */
function inlined(document: unknown, value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) throw new Error('A schema of the document refers to itself; that is not served here');
  if (Array.isArray(value)) return value.map((one) => inlined(document, one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value && typeof value.$ref === 'string') return inlined(document, at(document, value.$ref), depth + 1);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inlined(document, member, depth + 1)]));
}

function operationOf(path: string, method: string, raw: RawOperation): Operation {
  const content = Object.entries(raw.requestBody?.content ?? {});
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    scope: raw.security?.[0]?.['token']?.[0],
    parameters: raw.parameters ?? [],
    bodies: content.map(([type, { schema, example }]) => ({ type, schema, example })),
    isBodyRequired: raw.requestBody?.required === true,
    answers: new Map(
      Object.entries(raw.responses).map(([status, answer]) => [Number(status), { content: answer.content ?? {} }]),
    ),
  };
}

/** Every operation of an OpenAPI document. What is documented is fuzzed: nothing here knows an operation by its name. */
export function operationsOf(document: unknown): readonly Operation[] {
  const { paths } = inlined(document, document) as RawDocument;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => operationOf(path, method, raw)),
  );
}

/** The codes that the operation says it may answer with this status. */
export const documentedCodes = (operation: Operation, status: number): readonly string[] =>
  Object.keys(operation.answers.get(status)?.content['application/problem+json']?.examples ?? {});
