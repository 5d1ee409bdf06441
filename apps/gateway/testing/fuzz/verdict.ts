import { isProblemCode, problemKinds } from '#src/kit/http/problems/catalogue.js';
import { codeFaults, codesOf } from '#src/testing/documented-answers.js';
import type { Answer, Operation, Schema } from './api-document.js';
import { LONG, type Exchange } from './exchange.js';
import { isPathPart, type FuzzRequest } from './fuzz-request.js';
import { findBrokenRules } from './promises.js';
import { answerProblems } from './validate.js';

export interface ApiUnderTest {
  readonly operations: readonly Operation[];
  /** Anchors of the problems page, to which the `type` of a problem links. */
  readonly anchors: ReadonlySet<string>;
  readonly secrets: readonly string[];
}

const PROBLEM = 'application/problem+json';
const INTERNALS =
  /\bat .{0,200}:\d+:\d+|node_modules|\.[cm]?[jt]s:\d|\b(?:Type|Range|Syntax|Reference)Error\b|Cannot read prop|ECONN|select .* from /i;
/** Limits how much of its request a refusal may repeat. Characters. */
const LONGEST_PROBLEM = 32 * 1024;

interface ParsedText {
  readonly text: string;
  readonly value: unknown;
}

let last: ParsedText = { text: 'null', value: null };
let lastLong = last;

/**
 * Remembers the last text, which several rules parse, and the last long one: hundreds of answers in a row, with refusals between
 * them, have the same document of megabytes.
 */
const parseJson = (text: string): unknown => {
  if (text === last.text) return last.value;
  if (text === lastLong.text) return lastLong.value;
  try {
    last = { text, value: JSON.parse(text) };
    if (text.length >= LONG) lastLong = last;
    return last.value;
  } catch {
    return undefined;
  }
};

let lastHarmless: { readonly text: string; readonly secrets: readonly string[] } = { text: '', secrets: [] };

/** Remembers the last long text in which no secret was found. */
function hasSecret(text: string, secrets: readonly string[]): boolean {
  if (text === lastHarmless.text && secrets === lastHarmless.secrets) return false;
  const found = secrets.some((secret) => text.includes(secret));
  if (!found && text.length >= LONG) lastHarmless = { text, secrets };
  return found;
}

/** Returns false if a parameter may lead to another path: raw text, or segments that a URL parser removes. */
const isOnPath = ({ params }: FuzzRequest): boolean =>
  Object.values(params).every((one) => one.kind !== 'raw' && (one.kind !== 'text' || isPathPart(one.text)));

const isParameter = (part: string | undefined): boolean => part?.startsWith('{') === true;

/**
 * A fixed segment may also match another path's parameter. That operation answers methods that the fixed path does not have.
 */
const isTemplateMatch = (template: string, path: string): boolean => {
  const [parts, given] = [template.split('/'), path.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, at) => part === given[at] || (isParameter(part) && !isParameter(given[at])))
  );
};

const searchReached = ({ operations }: ApiUnderTest, { method, path }: FuzzRequest): Operation | undefined => {
  const ofMethod = operations.filter((one) => one.method === method);
  return ofMethod.find((one) => one.path === path) ?? ofMethod.find((one) => isTemplateMatch(one.path, path));
};

/** Found operations by method and path, as thousands of requests have the same. */
const reached = new WeakMap<readonly Operation[], Map<string, Operation | undefined>>();

export const findReachedOperation = (api: ApiUnderTest, request: FuzzRequest): Operation | undefined => {
  if (!isOnPath(request)) return undefined;
  const known = reached.get(api.operations) ?? new Map<string, Operation | undefined>();
  reached.set(api.operations, known);
  const name = `${request.method} ${request.path}`;
  if (!known.has(name)) known.set(name, searchReached(api, request));
  return known.get(name);
};

const HEADERS_OF: Readonly<Record<number, string>> = {
  401: 'www-authenticate',
  405: 'allow',
  416: 'content-range',
  429: 'retry-after',
  503: 'retry-after',
};

type Rule = readonly [holds: boolean, complaint: string];
const findFailures = (rules: readonly Rule[]): readonly string[] =>
  rules.flatMap(([holds, complaint]) => (holds ? [] : [complaint]));

function problemSchema({ operations }: ApiUnderTest): Schema {
  for (const { answers } of operations)
    for (const { content } of answers.values()) if (content[PROBLEM]?.schema !== undefined) return content[PROBLEM].schema;
  return {};
}

const membersOf = (text: string): Readonly<Record<string, unknown>> => Object(parseJson(text)) as Record<string, unknown>;

function problemComplaints(api: ApiUnderTest, { status, headers, text }: Exchange): readonly string[] {
  const { code, type, status: stated, request_id: requestId } = membersOf(text);
  if (headers['content-type'] !== `${PROBLEM}; charset=utf-8` || typeof code !== 'string' || !isProblemCode(code))
    return [`is no problem document of the catalogue, but ${String(headers['content-type'])}`];
  const needed = HEADERS_OF[status];
  return [
    ...answerProblems(problemSchema(api), parseJson(text)),
    ...findFailures([
      [stated === status && problemKinds[code].status === status, `says another status: ${String(stated)}`],
      [type === `/docs/problems#${code}` && api.anchors.has(code), `links to ${String(type)}, which is not there`],
      [needed === undefined || headers[needed] !== undefined, `has no header ${String(needed)}`],
      // Answers for unknown and foreign ids must have equal bytes, so they carry no request id.
      [(requestId === undefined) === (code === 'not-found'), 'has a request_id where it must not, or has none'],
      [text.length <= LONGEST_PROBLEM, `is ${String(text.length)} characters long`],
    ]),
  ];
}

function generalComplaints(api: ApiUnderTest, request: FuzzRequest, exchange: Exchange): readonly string[] {
  const { status, headers, text } = exchange;
  const isRefusal = status >= 400;
  return [
    ...findFailures([
      [status < 500, 'is a fault of the server'],
      [headers['x-request-id'] !== undefined, 'has no X-Request-Id'],
      [!isRefusal || !INTERNALS.test(text), 'tells of internals'],
      [![text, JSON.stringify(headers)].some((place) => hasSecret(place, api.secrets)), 'tells of somebody else'],
    ]),
    ...(isRefusal && request.method !== 'HEAD' ? problemComplaints(api, exchange) : []),
  ];
}

function successComplaints(answer: Answer, { headers, text }: Exchange): readonly string[] {
  const type = headers['content-type']?.split(';')[0] ?? '';
  const content = answer.content[type] ?? answer.content['*/*'];
  if (content !== undefined)
    return type === 'application/json' && content.schema !== undefined ? answerProblems(content.schema, parseJson(text)) : [];
  return findFailures([[Object.keys(answer.content).length === 0 && text === '', `has the content type '${type}'`]]);
}

function documentComplaints(operation: Operation, exchange: Exchange): readonly string[] {
  const answer = operation.answers.get(exchange.status);
  if (answer === undefined) return ['has a status that the document does not tell of'];
  if (exchange.status < 400) return successComplaints(answer, exchange);
  return codeFaults(codesOf(answer.content[PROBLEM]?.examples), parseJson(exchange.text));
}

function findComplaintsOfReached(operation: Operation, request: FuzzRequest, exchange: Exchange): readonly string[] {
  const broken = exchange.status < 400 ? findBrokenRules(operation, request) : [];
  return [...documentComplaints(operation, exchange), ...broken.map((rule) => `takes what the document forbids: ${rule}`)];
}

/** Returns everything that is wrong with an answer; empty if it is correct. */
export function findComplaints(api: ApiUnderTest, request: FuzzRequest, exchange: Exchange): readonly string[] {
  const operation = findReachedOperation(api, request);
  const general = generalComplaints(api, request, exchange);
  if (operation !== undefined) return [...general, ...findComplaintsOfReached(operation, request, exchange)];
  // Every GET has a HEAD, which the document omits.
  const isKnown = !isOnPath(request) || request.method === 'HEAD' || exchange.status === 405;
  return isKnown ? general : [...general, 'is not 405, though the document does not know this method here'];
}
