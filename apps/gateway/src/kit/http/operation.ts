import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { NeedsScope, OpenToAll, type Scope } from './access.js';
import { problemKinds, type ProblemCode } from './problems/catalogue.js';
import { ProblemAnswer } from './problems/problem-answer.js';
import { Problem, problemDocument } from './problems/problem.js';
import { TakesQuery } from './requests/query-guard.js';
import { jsonOf, ref, schemaOf, type Json, type Model, type Schema } from './schemas.js';

export interface Success {
  readonly status: number;
  readonly description: string;
  /** The class of the answer, or a schema such as one of two classes. Without it, the answer has no content. */
  readonly type?: Model | Schema;
  readonly example?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Replaces the default content, which is JSON. */
  readonly content?: Json;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly schema: Json;
  readonly example?: unknown;
}

export interface BodyContent {
  /** The class of the body, or a schema for other content than JSON objects. */
  readonly type: Model | Schema;
  /** Default: `application/json`. */
  readonly media?: string;
  readonly example?: unknown;
}

export interface OperationOptions {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** `open`: the operation needs no token. Stated for each operation, so that none is opened by an omission. */
  readonly scope: Scope | 'open';
  /** Parameters that no class of a query describes. */
  readonly parameters?: readonly Parameter[];
  /** Query parameters of earlier API versions, which are accepted without effect. */
  readonly ignored?: readonly string[];
  readonly body?: BodyContent & { readonly required: boolean; readonly or?: BodyContent };
  readonly answers: readonly Success[];
  readonly problems: readonly ProblemCode[];
}

const EXAMPLE_ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

const seenPosition: Parameter = {
  name: 'Throughline-Position',
  in: 'header',
  description: 'The highest position that an answer gave you. The answer to this request shows at least as much.',
  schema: { type: 'string', pattern: '^(0|[1-9][0-9]{0,18})$' },
};

const headerObjects = (headers: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]));

const contentOf = (media: string, type: Model | Schema, example: unknown): Json => ({
  [media]: { schema: schemaOf(type).json, ...(example === undefined ? {} : { example }) },
});

const successContent = ({ type, example, content }: Success): { content?: Json } => {
  if (content !== undefined) return { content };
  return type === undefined ? {} : { content: contentOf('application/json', type, example) };
};

const POSITION_OF_ANSWER = 'The position up to which this server has shown the log. Send back the highest that you have seen.';

const Answers = (answers: readonly Success[], scope: OperationOptions['scope']): readonly MethodDecorator[] =>
  answers.map((answer) =>
    ApiResponse({
      status: answer.status,
      description: answer.description,
      headers: headerObjects({
        'X-Request-Id': 'Identifies the request in the logs.',
        ...(scope === 'open' ? {} : { 'Throughline-Position': POSITION_OF_ANSWER }),
        'Throughline-Stale-Since':
          'The time since which answers about items may lack changes. Present only while the tables are behind the log, or this server cannot compare them with it.',
        ...answer.headers,
      }),
      ...successContent(answer),
    } as never),
  );

const retryAfterOf = (status: number, codes: readonly ProblemCode[]): Readonly<Record<string, string>> => {
  if (status === 429 || status === 503) return { 'Retry-After': 'Seconds.' };
  return codes.includes('quota-exceeded') ? { 'Retry-After': 'With `quota-exceeded`: seconds until the quota renews.' } : {};
};

const PROBLEM = ref(ProblemAnswer);

/** Describes problems by their status. */
export function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes))
    byStatus.set(problemKinds[code].status, [...(byStatus.get(problemKinds[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `\`${code}\`: ${problemKinds[code].title}.`).join(' '),
        headers: headerObjects(retryAfterOf(status, same)),
        content: {
          'application/problem+json': {
            schema: PROBLEM.json,
            examples: Object.fromEntries(same.map((code) => [code, { value: problemDocument(new Problem(code), EXAMPLE_ID) }])),
          },
        },
      },
    ]),
  );
}

/** Problems that every command on an item can answer, besides those of its key. */
export const COMMAND_PROBLEMS = [
  'outcome-unknown',
  'busy',
  'log-restored',
  'quarantined',
  'needs-upgrade',
] as const satisfies readonly ProblemCode[];

/** Problems of every operation that takes an `Idempotency-Key`. */
const PROBLEMS_OF_KEYS: readonly ProblemCode[] = ['idempotency-mismatch', 'request-in-progress'];

const ALWAYS: readonly ProblemCode[] = ['rate-limited', 'internal', 'unavailable', 'malformed-request'];
const WITH_TOKEN: readonly ProblemCode[] = ['invalid', 'unauthorized', 'forbidden'];
const OF_CHANGES: readonly ProblemCode[] = ['invalid', 'too-large', 'unsupported-media-type'];

/** Includes the problems that occur before the operation: a malformed address, or a refused parameter or body. */
export const problemsOf = (
  method: string,
  { scope, problems }: Pick<OperationOptions, 'scope' | 'problems'>,
): readonly ProblemCode[] => [
  ...problems,
  ...(scope === 'open' ? [] : WITH_TOKEN),
  ...ALWAYS,
  ...(method === 'get' ? [] : OF_CHANGES),
  ...(method === 'get' || scope === 'open' ? [] : (['csrf'] as const)),
];

function requestBodyOf({ required, or, ...first }: NonNullable<OperationOptions['body']>): Json {
  const contents = or === undefined ? [first] : [first, or];
  const content = contents.map(({ media = 'application/json', type, example }) => contentOf(media, type, example));
  return { required, content: Object.assign({}, ...content) as Json };
}

/** The extension field for what the library cannot express. `describeApi` reads and removes it. */
export const X_OPERATION = 'x-operation';
export interface OperationExtension extends Pick<OperationOptions, 'scope' | 'problems'> {
  readonly requestBody?: Json;
  readonly parameters: readonly Json[];
}

/** Describes an endpoint for the document, and sets the scope that it requires. */
export function Operation(options: OperationOptions): MethodDecorator {
  const { id, tag, summary, description, scope, parameters = [], ignored = [], body, answers } = options;
  const problems = parameters.some(({ name }) => name === 'Idempotency-Key')
    ? [...options.problems, ...PROBLEMS_OF_KEYS]
    : options.problems;
  return applyDecorators(
    scope === 'open' ? OpenToAll() : NeedsScope(scope),
    TakesQuery({ flags: parameters.flatMap((each) => (each.in === 'query' ? [each.name] : [])), ignored }),
    ApiOperation({
      operationId: id,
      tags: [tag],
      summary,
      ...(description === undefined ? {} : { description }),
      security: scope === 'open' ? [] : [{ token: [scope] }, { session: [scope] }],
      [X_OPERATION]: {
        scope,
        problems,
        parameters: [...parameters, ...(scope === 'open' ? [] : [seenPosition])].map((parameter) => ({
          ...parameter,
          required: parameter.in === 'path',
        })),
        ...(body === undefined ? {} : { requestBody: requestBodyOf(body) }),
      } satisfies OperationExtension,
    } as never),
    ...Answers(answers, scope),
  );
}

/** Content that is not described further, e.g. the bytes of a file. */
export const bytes = (description: string): Schema =>
  jsonOf({ type: 'string', contentMediaType: 'application/octet-stream', description });
