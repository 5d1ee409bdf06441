import { isProblemCode, problemKinds, type ProblemCode } from '../../problems/catalogue.js';
import { Problem, problemDocument } from '../../problems/problem.js';
import type { AnswerName } from './schemas.js';
import type { RequestName } from './requests.js';

type Json = Readonly<Record<string, unknown>>;

export interface Success {
  readonly status: number;
  readonly description: string;
  readonly schema?: AnswerName;
  readonly example?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it is not JSON. */
  readonly content?: Json;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly schema: Json;
  readonly example?: unknown;
}

export interface Body {
  readonly type: string;
  readonly schema: RequestName;
  readonly example?: unknown;
}

export interface OperationOptions {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Without: nobody is asked for a token. */
  readonly scope?: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: Body & {
    readonly required: boolean;
    /** The same operation takes another body as well. */
    readonly or?: Body;
  };
  readonly answers: readonly Success[];
  readonly problems: readonly ProblemCode[];
}

export const schemaRef = (name: AnswerName | RequestName): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

const EXAMPLE_ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

/** A header that every operation with a known caller takes. */
const seenPosition: Parameter = {
  name: 'Throughline-Position',
  in: 'header',
  description: 'The highest position that an answer has given: what is read shows at least as much.',
  schema: { type: 'string', pattern: '^(0|[1-9][0-9]{0,18})$' },
};

const headerObjects = (headers: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]));

const successOf = (one: Success): Json => ({
  description: one.description,
  headers: headerObjects({
    'X-Request-Id': 'Names the request in the logs.',
    'Throughline-Position': 'How much of the log this server has shown. Send back the highest one that you have seen.',
    ...one.headers,
  }),
  ...(one.content === undefined ? {} : { content: one.content }),
  ...(one.schema === undefined
    ? {}
    : {
        content: {
          'application/json': {
            schema: schemaRef(one.schema),
            ...(one.example === undefined ? {} : { example: one.example }),
          },
        },
      }),
});

const needsRetryAfter = (status: number): boolean => status === 429 || status === 503;

/** One response for each status, with an example for each code that has it. */
function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes))
    byStatus.set(problemKinds[code].status, [...(byStatus.get(problemKinds[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `\`${code}\`: ${problemKinds[code].title}.`).join(' '),
        headers: headerObjects(needsRetryAfter(status) ? { 'Retry-After': 'Seconds.' } : {}),
        content: {
          'application/problem+json': {
            schema: schemaRef('Problem'),
            examples: Object.fromEntries(same.map((code) => [code, { value: problemDocument(new Problem(code), EXAMPLE_ID) }])),
          },
        },
      },
    ]),
  );
}

/** What a change can end with, whatever it is. */
export const MOVES = [
  'idempotency-mismatch',
  'request-in-progress',
  'outcome-unknown',
  'busy',
  'log-restored',
  'quarantined',
  'needs-upgrade',
] as const satisfies readonly ProblemCode[];

const ALWAYS: readonly ProblemCode[] = ['rate-limited', 'internal', 'unavailable'];
const WITH_TOKEN: readonly ProblemCode[] = ['invalid', 'unauthorized', 'forbidden'];

const bodyContent = ({ type, schema, example }: Body): Json => ({
  [type]: { schema: schemaRef(schema), ...(example === undefined ? {} : { example }) },
});

const isOpen = (security: unknown): boolean => Array.isArray(security) && security.length === 0;

/** Returns the problems that a request can meet before its operation: an address that does not decode, a parameter or body that is refused. */
const onTheWay = (method: string, security: unknown): readonly ProblemCode[] => [
  'malformed-request',
  ...(method === 'get' ? [] : (['invalid', 'too-large', 'unsupported-media-type'] as const)),
  ...(method === 'get' || isOpen(security) ? [] : (['csrf'] as const)),
];

interface Documented {
  readonly security: unknown;
  readonly responses: Json;
}

const codesOf = (response: unknown): readonly ProblemCode[] => {
  const { content } = response as { content?: Readonly<Record<string, { examples?: object }>> };
  return Object.keys(content?.['application/problem+json']?.examples ?? {}).filter(isProblemCode);
};

/** The operation as it is at this place: with what can go wrong before it is reached. */
export function placed(method: string, { responses, ...rest }: Documented): Json {
  const successes = Object.entries(responses).filter(([status]) => Number(status) < 400);
  return {
    ...rest,
    responses: {
      ...Object.fromEntries(successes),
      ...problemResponses([...Object.values(responses).flatMap(codesOf), ...onTheWay(method, rest.security)]),
    },
  };
}

export function operation(options: OperationOptions): Json & Documented {
  const problems = [...options.problems, ...(options.scope === undefined ? [] : WITH_TOKEN), ...ALWAYS];
  const { body } = options;
  const parameters = [...(options.parameters ?? []), ...(options.scope === undefined ? [] : [seenPosition])];
  return {
    operationId: options.id,
    tags: [options.tag],
    summary: options.summary,
    ...(options.description === undefined ? {} : { description: options.description }),
    security: options.scope === undefined ? [] : [{ token: [options.scope] }, { session: [options.scope] }],
    parameters: parameters.map((one) => ({ ...one, required: one.in === 'path' })),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: body.required,
            content: { ...bodyContent(body), ...(body.or === undefined ? {} : bodyContent(body.or)) },
          },
        }),
    responses: {
      ...Object.fromEntries(options.answers.map((one) => [String(one.status), successOf(one)])),
      ...problemResponses(problems),
    },
  };
}
