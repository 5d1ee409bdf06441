import { isProblemCode, problemKinds } from '../../problems/catalogue.js';
import { documentedCodes, type Answer, type Operation, type Schema } from './api-document.js';
import type { Exchange } from './exchange.js';
import { isPathPart, type FuzzRequest } from './fuzz-request.js';
import { brokenRules } from './promises.js';
import { answerProblems } from './validate.js';

export interface Api {
  readonly operations: readonly Operation[];
  /** Anchors of the page that the `type` of a problem leads to. */
  readonly anchors: ReadonlySet<string>;
  readonly secrets: readonly string[];
}

const PROBLEM = 'application/problem+json';
const INTERNALS =
  /\bat .{0,200}:\d+:\d+|node_modules|\.[cm]?[jt]s:\d|\b(?:Type|Range|Syntax|Reference)Error\b|Cannot read prop|ECONN|select .* from /i;
/** A refusal that repeats what it was sent must not become a copy of it. */
const LONGEST_PROBLEM = 32 * 1024;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The path leads where its template says. What was put into it raw, or what a URL swallows, may lead anywhere. */
const isOnPath = ({ params }: FuzzRequest): boolean =>
  Object.values(params).every((one) => one.kind !== 'raw' && (one.kind !== 'text' || isPathPart(one.text)));

const isParameter = (part: string | undefined): boolean => part?.startsWith('{') === true;

/** A word of a path stands where another path has a parameter: what the word itself does not take, that one is asked for. */
const leadsTo = (template: string, path: string): boolean => {
  const [parts, given] = [template.split('/'), path.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, at) => part === given[at] || (isParameter(part) && !isParameter(given[at])))
  );
};

/** The operation that a request reaches. */
export const reached = (api: Api, request: FuzzRequest): Operation | undefined => {
  if (!isOnPath(request)) return undefined;
  const ofMethod = api.operations.filter(({ method }) => method === request.method);
  return ofMethod.find(({ path }) => path === request.path) ?? ofMethod.find(({ path }) => leadsTo(path, request.path));
};

const HEADERS_OF: Readonly<Record<number, string>> = {
  401: 'www-authenticate',
  405: 'allow',
  416: 'content-range',
  429: 'retry-after',
  503: 'retry-after',
};

type Rule = readonly [holds: boolean, complaint: string];
const failing = (rules: readonly Rule[]): readonly string[] => rules.flatMap(([holds, complaint]) => (holds ? [] : [complaint]));

const problemSchema = ({ operations }: Api): Schema =>
  operations
    .flatMap(({ answers }) => [...answers.values()])
    .map(({ content }) => content[PROBLEM]?.schema)
    .find((schema) => schema !== undefined) ?? {};

const membersOf = (text: string): Readonly<Record<string, unknown>> => Object(parsed(text)) as Record<string, unknown>;

function problemComplaints(api: Api, { status, headers, text }: Exchange): readonly string[] {
  const { code, type, status: told, request_id: requestId } = membersOf(text);
  if (headers['content-type'] !== `${PROBLEM}; charset=utf-8` || typeof code !== 'string' || !isProblemCode(code))
    return [`is no problem document of the catalogue, but ${String(headers['content-type'])}`];
  const needed = HEADERS_OF[status];
  return [
    ...answerProblems(problemSchema(api), parsed(text)),
    ...failing([
      [told === status && problemKinds[code].status === status, `says another status: ${String(told)}`],
      [type === `/docs/problems#${code}` && api.anchors.has(code), `links to ${String(type)}, which is not there`],
      [needed === undefined || headers[needed] !== undefined, `has no header ${String(needed)}`],
      // Unknown and foreign ids are answered with equal bytes.
      [(requestId === undefined) === (code === 'not-found'), 'has a request_id where it must not, or has none'],
      [text.length <= LONGEST_PROBLEM, `is ${String(text.length)} characters long`],
    ]),
  ];
}

/** Whatever was asked, by whomever. */
function generalComplaints(api: Api, request: FuzzRequest, exchange: Exchange): readonly string[] {
  const { status, headers, text } = exchange;
  const isRefusal = status >= 400;
  const all = text + JSON.stringify(headers);
  return [
    ...failing([
      [status < 500, 'is a fault of the server'],
      [headers['x-request-id'] !== undefined, 'has no X-Request-Id'],
      [!isRefusal || !INTERNALS.test(text), 'tells of internals'],
      [!api.secrets.some((secret) => all.includes(secret)), 'tells of somebody else'],
    ]),
    ...(isRefusal && request.method !== 'HEAD' ? problemComplaints(api, exchange) : []),
  ];
}

function successComplaints(answer: Answer, { headers, text }: Exchange): readonly string[] {
  const type = headers['content-type']?.split(';')[0] ?? '';
  const content = answer.content[type] ?? answer.content['*/*'];
  if (content !== undefined)
    return type === 'application/json' && content.schema !== undefined ? answerProblems(content.schema, parsed(text)) : [];
  return failing([[Object.keys(answer.content).length === 0 && text === '', `has the content type '${type}'`]]);
}

function documentComplaints(operation: Operation, exchange: Exchange): readonly string[] {
  const answer = operation.answers.get(exchange.status);
  if (answer === undefined) return ['has a status that the document does not tell of'];
  if (exchange.status < 400) return successComplaints(answer, exchange);
  const code = String(membersOf(exchange.text)['code']);
  return failing([
    [documentedCodes(operation, exchange.status).includes(code), `has the code ${code}, of which the document does not tell`],
  ]);
}

function reachedComplaints(operation: Operation, request: FuzzRequest, exchange: Exchange): readonly string[] {
  const broken = exchange.status < 400 ? brokenRules(operation, request) : [];
  return [...documentComplaints(operation, exchange), ...broken.map((rule) => `takes what the document forbids: ${rule}`)];
}

/** Everything that is wrong with an answer; nothing is the good case. */
export function complaintsAbout(api: Api, request: FuzzRequest, exchange: Exchange): readonly string[] {
  const operation = reached(api, request);
  const general = generalComplaints(api, request, exchange);
  if (operation !== undefined) return [...general, ...reachedComplaints(operation, request, exchange)];
  // HEAD comes with every GET; the document does not tell of it.
  const isKnown = !isOnPath(request) || request.method === 'HEAD' || exchange.status === 405;
  return isKnown ? general : [...general, 'is not 405, though the document does not know this method here'];
}
