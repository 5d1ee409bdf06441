import { isObject, type JsonObject } from '@throughline/contracts';
import type { DeliveryNote } from '../kit/destination.js';

interface RecordedId {
  readonly id: string;
  readonly key: string;
  /** Location of the destination. Absent in records of earlier releases. */
  readonly place?: string;
}

export type RecordedSession = RecordedId;

/** State that earlier attempts recorded before they acted. */
export interface DeliveryRecord {
  readonly session: RecordedSession | undefined;
  /** Key of content whose finalising request was about to be sent, without a recorded answer. */
  readonly finalising: string | undefined;
  readonly finalisingAt?: string | undefined;
  /** The destination's answer, if the attempt ended before it could complete the delivery. */
  readonly taken: RecordedAnswer | undefined;
  readonly noted: DeliveryNote | undefined;
}

export interface RecordedAnswer {
  readonly externalId: string;
  readonly key: string;
  readonly place?: string;
}

const NOTHING: DeliveryRecord = { session: undefined, finalising: undefined, taken: undefined, noted: undefined };

const textAt = (data: JsonObject, name: string): string | undefined => {
  const value = data[name];
  return typeof value === 'string' ? value : undefined;
};

function readRecordedId(data: JsonObject, name: string): RecordedId | undefined {
  const raw = data[name];
  if (!isObject(raw)) return undefined;
  const [id, key] = [textAt(raw, 'id'), textAt(raw, 'key')];
  const place = textAt(raw, 'place');
  return id === undefined || key === undefined ? undefined : { id, key, ...(place === undefined ? {} : { place }) };
}

const readSession = (data: JsonObject): RecordedSession | undefined => readRecordedId(data, 'session');

function readAnswer(data: JsonObject): RecordedAnswer | undefined {
  const raw = readRecordedId(data, 'taken');
  if (raw === undefined) return undefined;
  const { id: externalId, ...more } = raw;
  return { externalId, ...more };
}

function readNote(data: JsonObject): DeliveryNote | undefined {
  const raw = data['noted'];
  const key = isObject(raw) ? textAt(raw, 'key') : undefined;
  const noted = isObject(raw) ? raw['data'] : undefined;
  return key === undefined || !isObject(noted) ? undefined : { key, data: noted };
}

/** Reads the checkpoints of a delivery. Ignores those of another destination type. */
export function readDeliveryRecord(checkpoints: JsonObject, outputType: string): DeliveryRecord {
  const type = textAt(checkpoints, 'output_type');
  if (type !== undefined && type !== outputType) return NOTHING;
  return {
    session: readSession(checkpoints),
    finalising: textAt(checkpoints, 'finalising'),
    finalisingAt: textAt(checkpoints, 'finalising_at'),
    taken: readAnswer(checkpoints),
    noted: readNote(checkpoints),
  };
}

const NOTHING_WRITTEN = { session: null, finalising: null, taken: null, noted: null, if_not_delivered: null };

/**
 * Returns the first checkpoint of a delivery. Checkpoints are merged, so it clears those of another destination type: the next
 * attempt would read them as its own.
 */
export function startDeliveryRecord(checkpoints: JsonObject, { key, type }: { key: string; type: string }): JsonObject {
  const before = textAt(checkpoints, 'output_type') ?? type;
  return { ...(before === type ? {} : NOTHING_WRITTEN), delivery_key: key, output_type: type };
}

/** Returns the checkpoints for the next delivery, to be used if a person reports that nothing arrived. */
export const recordIfNotDelivered = (type: string, noted: DeliveryNote | undefined): JsonObject => ({
  if_not_delivered: noted === undefined ? null : { output_type: type, noted: { key: noted.key, data: noted.data } },
});

/** Returns an earlier result, unless it is of another destination type. */
export function readEarlierResult(delivered: JsonObject | undefined, outputType: string): JsonObject | undefined {
  if (delivered === undefined) return undefined;
  const type = textAt(delivered, 'output_type');
  return type === undefined || type === outputType ? delivered : undefined;
}

/** True if the recorded location differs from the output's current one. Without a record, the same location is assumed. */
export const isElsewhere = (place: string | undefined, destination: { readonly place: string }): boolean =>
  place !== undefined && place !== destination.place;

export const readPlace = (result: JsonObject): string | undefined => textAt(result, 'place');
export const readKey = (result: JsonObject): string | undefined => textAt(result, 'delivery_key');
export const readExternalId = (result: JsonObject): string | undefined => textAt(result, 'external_id');
export const isUnconfirmed = (result: JsonObject): boolean => result['unconfirmed'] === true;
/** True if a person has confirmed the delivery. */
export const isConfirmed = (result: JsonObject): boolean => result['unconfirmed'] === false;
