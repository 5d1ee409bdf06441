import { readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isObject } from '@throughline/contracts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

type Json = Readonly<Record<string, unknown>>;

const DOCUMENT = new URL('../../../../docs/openapi.json', import.meta.url);

/** Resolves references, and forbids fields that the schema does not name. */
export function closeSchema(document: Json, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => closeSchema(document, each));
  if (!isObject(value)) return value;
  if (typeof value['$ref'] === 'string') return closeSchema(document, resolve(document, value['$ref']));
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closeSchema(document, each)]));
  return isObject(value['properties']) ? { ...inner, additionalProperties: false } : inner;
}

const resolve = (document: Json, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), document);

const PROBLEM = 'application/problem+json';

export function codeFaults(documented: readonly string[], problem: unknown): readonly string[] {
  const code = isObject(problem) ? problem['code'] : undefined;
  const isListed = typeof code === 'string' && documented.includes(code);
  return isListed ? [] : [`has the code ${String(code)}, which the document does not list`];
}

/** Returns the codes that a response documents: each is the name of an example. */
export const codesOf = (examples: unknown): readonly string[] => (isObject(examples) ? Object.keys(examples) : []);

interface Provocation {
  readonly operation: string;
  readonly codes: readonly string[];
}

/** Answers that a spec provokes, and that the operation never gives by itself. */
const PROVOKED: readonly Provocation[] = [
  // problems.spec lets the store throw every error of the log. A read of the product meets none of these.
  { operation: 'GET /api/v1/recordings/{id}', codes: ['outcome-unknown', 'busy', 'storage-full'] },
  // simulation.spec sends dots in place of the output. No client sends them: they lead to another path.
  { operation: 'GET /api/v1/simulation/outputs/{output}/ledger', codes: ['unknown-path'] },
];

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly parameters: number;
  readonly responses: Json;
}

export interface ReceivedAnswer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

type Check = (body: string) => readonly string[];

/** Compares answers with the committed OpenAPI document. */
export class DocumentedAnswers {
  readonly #document = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as Json;
  readonly #checks = new Map<string, Check | undefined>();
  readonly #operations: readonly Operation[];

  constructor() {
    this.#operations = Object.entries(this.#document['paths'] as Readonly<Record<string, Json>>)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          name: `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
          parameters: path.split('{').length,
          responses: (operation as { responses: Json }).responses,
        })),
      )
      .sort((one, other) => one.parameters - other.parameters);
  }

  /** Returns what is wrong with an answer; nothing if no operation has this address. */
  faults({ method, url, status, type, body }: ReceivedAnswer): readonly string[] {
    const [path = ''] = url.replace(/^https?:\/\/[^/]+/, '').split('?');
    const media = type.split(';')[0] ?? '';
    const operation = this.#operations.find((one) => one.method === method && one.path.test(path));
    if (operation === undefined || !media.endsWith('json')) return [];
    const key = `${method} ${operation.path.source} ${String(status)} ${media}`;
    if (!this.#checks.has(key)) this.#checks.set(key, this.#compile(operation, status, media));
    const check = this.#checks.get(key);
    if (check === undefined) return [`${method} ${path} answered ${String(status)} ${media}, which the document does not have`];
    return check(body).map((fault) => `${method} ${path} ${String(status)}: ${fault}`);
  }

  #compile({ name, responses }: Operation, status: number, media: string): Check | undefined {
    const response = closeSchema(this.#document, responses[String(status)]) as
      | { content?: Readonly<Record<string, Json>> }
      | undefined;
    // The content of a file may be of any type.
    if (response?.content?.['*/*'] !== undefined) return () => [];
    const { schema, examples } = response?.content?.[media] ?? {};
    if (schema === undefined) return undefined;
    const compiled = Compile(schema as TSchema);
    const provoked = PROVOKED.filter(({ operation }) => operation === name).flatMap(({ codes }) => codes);
    const codes = [...codesOf(examples), ...provoked];
    return (body) => {
      const value: unknown = JSON.parse(body);
      if (!compiled.Check(value))
        return compiled
          .Errors(value)
          .map(({ instancePath, message }) => `${instancePath === '' ? '/' : instancePath} ${message}`);
      return media === PROBLEM ? codeFaults(codes, value) : [];
    };
  }
}

let documented: DocumentedAnswers | undefined;

/** Makes `inject` fail for each answer that differs from the committed document. */
export function requireDocumentedAnswers(app: NestFastifyApplication): void {
  const answers = (documented ??= new DocumentedAnswers());
  const instance: { inject: unknown } = app.getHttpAdapter().getInstance();
  const inject = (instance.inject as CallableFunction).bind(instance) as (options: { method?: string; url: string }) => Promise<{
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string | undefined;
  }>;
  const checked: typeof inject = async (options) => {
    const answer = await inject(options);
    // A caller that reads the answer as a stream checks it on its own.
    if (typeof answer.body !== 'string') return answer;
    const received = {
      method: options.method ?? 'GET',
      url: options.url,
      status: answer.statusCode,
      type: answer.headers['content-type'] ?? '',
      body: answer.body,
    };
    const faults = answers.faults(received);
    if (faults.length > 0) throw new Error(`An answer differs from docs/openapi.json:\n${faults.join('\n')}`);
    return answer;
  };
  instance.inject = checked;
}
