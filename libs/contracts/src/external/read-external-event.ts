import type { Static } from 'typebox';
import { describeSchemaError } from '../describe-schema-error.js';
import { isUuid } from '../ids/ids.js';
import { isObject } from '../json/json.js';
import { lazyValidator } from '../json/lazy-validator.js';
import {
  EXTERNAL_ID_PATTERN,
  EXTERNAL_PREFIX,
  EXTERNAL_TYPES,
  EnvelopeSchema,
  externalEvents,
  type ExternalData,
  type ExternalType,
} from './external-event.js';

export type ExternalEvent = {
  [T in ExternalType]: {
    readonly id: string;
    readonly source: string;
    readonly assetId: string;
    readonly type: T;
    readonly data: ExternalData<T>;
  };
}[ExternalType];

/** A field that does not fit. `pointer` is a JSON pointer into the event. Never repeats a value, which may be personal. */
export interface ExternalEventProblem {
  readonly pointer: string;
  readonly message: string;
}

export type ReadExternalEvent =
  | { readonly event: ExternalEvent }
  | { readonly unknownType: true }
  | { readonly problems: readonly ExternalEventProblem[] };

const MAX_PROBLEMS = 5;
const ID = new RegExp(EXTERNAL_ID_PATTERN);
const envelope = lazyValidator(EnvelopeSchema);
const dataOf = new Map(EXTERNAL_TYPES.map((type) => [type, lazyValidator(externalEvents[type].data)] as const));

const problemsOf = (
  validator: { Errors(value: unknown): Parameters<typeof describeSchemaError>[0][] },
  value: unknown,
  prefix = '',
): readonly ExternalEventProblem[] =>
  validator
    .Errors(value)
    .slice(0, MAX_PROBLEMS)
    .map((error) => ({ pointer: `${prefix}${error.instancePath}`, message: describeSchemaError(error) }));

const typeOf = (name: string): ExternalType | undefined => EXTERNAL_TYPES.find((type) => `${EXTERNAL_PREFIX}${type}` === name);

const UUID_MESSAGE = 'must be a UUID';
/** The compiled schemas do not check formats. */
function idProblems(subject: string, data: unknown): readonly ExternalEventProblem[] {
  const attemptId = isObject(data) ? data['attempt_id'] : undefined;
  return [
    ...(isUuid(subject) ? [] : [{ pointer: '/subject', message: UUID_MESSAGE }]),
    ...(typeof attemptId !== 'string' || isUuid(attemptId) ? [] : [{ pointer: '/data/attempt_id', message: UUID_MESSAGE }]),
  ];
}

/** Readers find a file by its name. */
function nameProblems(event: ExternalEvent): readonly ExternalEventProblem[] {
  const names = event.type === 'step.completed' ? (event.data.artifacts ?? []).map(({ name }) => name) : [];
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ pointer: `/data/artifacts/${String(index)}/name`, message: 'must differ from the names of the other files' }],
  );
}

/** Workers send texts about their step sealed under this name, so senders look for it here. */
const DETAILS: ExternalEventProblem = {
  pointer: '/data/details',
  message: 'is not accepted: texts about a step come only from workers of this installation. Leave it out',
};

/** Reads an event of another system, or says what is wrong with it. Never throws. */
export function readExternalEvent(value: unknown): ReadExternalEvent {
  if (isObject(value) && typeof value['type'] === 'string' && typeOf(value['type']) === undefined) return { unknownType: true };
  if (!envelope.Check(value)) return { problems: problemsOf(envelope, value) };
  return readData(value);
}

function readData({ id, source, subject, data, ...envelope }: Static<typeof EnvelopeSchema>): ReadExternalEvent {
  const type = typeOf(envelope.type);
  const validator = type === undefined ? undefined : dataOf.get(type);
  if (validator === undefined || type === undefined) return { unknownType: true };
  if (isObject(data) && 'details' in data) return { problems: [DETAILS] };
  if (!validator.Check(data)) return { problems: problemsOf(validator, data, '/data') };
  // The validator of the type has checked the data. TypeScript cannot follow the pairing through the map.
  const event = { id, source, assetId: subject, type, data } as ExternalEvent;
  const problems = [...idProblems(subject, data), ...nameProblems(event)];
  return problems.length > 0 ? { problems } : { event };
}

/** Returns the id of an event that may not be valid otherwise, for the answer to it. */
export const idOfExternalEvent = (value: unknown): string | undefined => {
  const id = isObject(value) ? value['id'] : undefined;
  return typeof id === 'string' && ID.test(id) ? id : undefined;
};
