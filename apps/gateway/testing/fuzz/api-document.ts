/** A JSON Schema with its references resolved. */
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
  /** Such as `POST /api/v1/recordings/{id}/run`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** `undefined` if the operation needs no token. */
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

const resolvePointer = (document: unknown, reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, part) => {
      const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
      if (found === undefined) throw new Error(`The document has no ${reference}`);
      return found;
    }, document);

/** Replaces references with their targets, so that validators and generators can use any part by itself. */
class References {
  /** Equal references get the same object, for which a validator is compiled once. */
  readonly #known = new Map<string, unknown>();

  constructor(private readonly document: unknown) {}

  inline(value: unknown, depth = 0): unknown {
    if (depth > DEEPEST) throw new Error('A schema of the document refers to itself; that is not served here');
    if (Array.isArray(value)) return value.map((one) => this.inline(one, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    if ('$ref' in value && typeof value.$ref === 'string') return this.#resolve(value.$ref, depth + 1);
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.inline(member, depth + 1)]));
  }

  #resolve(reference: string, depth: number): unknown {
    const target = this.#known.get(reference) ?? this.inline(resolvePointer(this.document, reference), depth);
    this.#known.set(reference, target);
    return target;
  }
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

function findOperations(document: object): readonly Operation[] {
  const { paths } = document as RawDocument;
  const inlined = new References(document).inline(paths) as RawDocument['paths'];
  return Object.entries(inlined).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => operationOf(path, method, raw)),
  );
}

/** By document: the specs of one worker share it, and so the validators of its schemas. */
const operationsIn = new WeakMap<object, readonly Operation[]>();

/** Returns every operation of an OpenAPI document. The fuzzer knows operations only from it. */
export function operationsOf(document: object): readonly Operation[] {
  const operations = operationsIn.get(document) ?? findOperations(document);
  operationsIn.set(document, operations);
  return operations;
}
