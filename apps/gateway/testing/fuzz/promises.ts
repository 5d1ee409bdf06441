import type { Operation, Parameter } from './api-document.js';
import { renderBody, type Body } from './body.js';
import type { FuzzRequest } from './fuzz-request.js';
import { requestProblems } from './validate.js';

/** Null counts as omitted, as the document's introduction says. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, withoutNulls(member)] as const])),
  );
};

/** Ignores a byte order mark, as RFC 8259, 8.1 allows. */
const jsonOf = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch {
    return undefined;
  }
};

/** An operation without a body refuses a body of another type, or ignores it. */
const isOfAnotherType = ({ bodies }: Operation, body: Body): boolean => {
  const type = body.kind === 'form' ? 'multipart/form-data' : body.type?.split(';')[0];
  return renderBody(body).payload.length > 0 && ![...bodies.map((one) => one.type), 'application/json'].includes(type ?? '');
};

const nothing = (operation: Operation): readonly string[] => (operation.isBodyRequired ? ['no body where one is required'] : []);

function bodyRules(operation: Operation, { body }: FuzzRequest): readonly string[] {
  if (body === undefined) return nothing(operation);
  if (operation.method !== 'GET' && isOfAnotherType(operation, body)) return ['a body of a type that is not taken'];
  const kind = operation.bodies.find(({ type }) => type === 'application/json');
  if (kind === undefined || body.kind !== 'text' || body.type !== 'application/json') return [];
  if (body.text === '') return nothing(operation);
  const json = jsonOf(body.text);
  if (json === undefined) return ['JSON that is broken'];
  return json.value === null ? nothing(operation) : requestProblems(kind.schema, withoutNulls(json.value));
}

const decodeQuery = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  integer: (text) => (/^-?\d+$/.test(text) ? Number(text) : text),
  number: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text),
  boolean: (text) => ({ true: true, false: false })[text] ?? text,
  array: (text) => text.split(',').filter((one) => one !== ''),
};

const readAs = ({ schema }: Parameter, text: string): unknown =>
  (readers[String(schema['type'])] ?? ((plain: string) => plain))(text);

function queryRules(operation: Operation, { query }: FuzzRequest): readonly string[] {
  return operation.parameters
    .filter((one) => one.in === 'query')
    .flatMap((parameter) => {
      const given = query.filter((pair) => pair.split('=')[0] === parameter.name);
      const [first] = given;
      if (first === undefined) return [];
      if (given.length > 1) return [`${parameter.name} more than once`];
      const value = readAs(parameter, decodeQuery(first.slice(parameter.name.length + 1)));
      return requestProblems(parameter.schema, value).map((problem) => `${parameter.name}=${String(value)}: ${problem}`);
    });
}

const headerRules = (operation: Operation, { headers }: FuzzRequest): readonly string[] =>
  operation.parameters
    .filter((one) => one.in === 'header')
    .flatMap((parameter) => {
      const value = headers[parameter.name.toLowerCase()];
      return value === undefined
        ? []
        : requestProblems(parameter.schema, value).map((problem) => `${parameter.name}: ${problem}`);
    });

/** Returns the document's rules that a request breaks. Such a request must not succeed. */
export const findBrokenRules = (operation: Operation, request: FuzzRequest): readonly string[] => [
  ...bodyRules(operation, request),
  ...queryRules(operation, request),
  ...headerRules(operation, request),
];
