import type { JsonObject } from '@throughline/contracts';
import type { Noted } from '../destinations/destination.js';

interface IdWithKey {
  readonly id: string;
  /** Content that it stands for. */
  readonly key: string;
  /** Where it is; what an earlier release has written down does not say so. */
  readonly place?: string;
}

/** An upload session that a checkpoint names, and the content that is sent into it. */
export type RecordedSession = IdWithKey;

/** What earlier attempts have written down before they did it. */
export interface Recorded {
  readonly session: RecordedSession | undefined;
  /** Content whose finalising request was about to be sent, and whose answer nobody has noted. */
  readonly finalising: string | undefined;
  /** Where that was about to be sent. */
  readonly finalisingAt?: string | undefined;
  /** What the destination has answered for, where there was no time to complete the delivery. */
  readonly taken: Taken | undefined;
  /** What a keyed destination has noted for its next attempt. */
  readonly noted: Noted | undefined;
}

export interface Taken {
  readonly externalId: string;
  readonly key: string;
  readonly place?: string;
}

const NOTHING: Recorded = { session: undefined, finalising: undefined, taken: undefined, noted: undefined };

const textAt = (data: JsonObject, name: string): string | undefined => {
  const value = data[name];
  return typeof value === 'string' ? value : undefined;
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function idWithKey(data: JsonObject, name: string): IdWithKey | undefined {
  const raw = data[name];
  if (!isObject(raw)) return undefined;
  const [id, key] = [textAt(raw, 'id'), textAt(raw, 'key')];
  const place = textAt(raw, 'place');
  return id === undefined || key === undefined ? undefined : { id, key, ...(place === undefined ? {} : { place }) };
}

const sessionOf = (data: JsonObject): RecordedSession | undefined => idWithKey(data, 'session');

function takenOf(data: JsonObject): Taken | undefined {
  const raw = idWithKey(data, 'taken');
  if (raw === undefined) return undefined;
  const { id: externalId, ...more } = raw;
  return { externalId, ...more };
}

function notedOf(data: JsonObject): Noted | undefined {
  const raw = data['noted'];
  const key = isObject(raw) ? textAt(raw, 'key') : undefined;
  const noted = isObject(raw) ? raw['data'] : undefined;
  return key === undefined || !isObject(noted) ? undefined : { key, data: noted };
}

/** Reads the checkpoints of a delivery. What was written for another type of destination means nothing to this one. */
export function readRecorded(checkpoints: JsonObject, outputType: string): Recorded {
  const type = textAt(checkpoints, 'output_type');
  if (type !== undefined && type !== outputType) return NOTHING;
  return {
    session: sessionOf(checkpoints),
    finalising: textAt(checkpoints, 'finalising'),
    finalisingAt: textAt(checkpoints, 'finalising_at'),
    taken: takenOf(checkpoints),
    noted: notedOf(checkpoints),
  };
}

const NOTHING_WRITTEN = { session: null, finalising: null, taken: null, noted: null, if_not_delivered: null };

/**
 * What is written down before a delivery begins. Checkpoints are merged: what stands there of another type of destination would be
 * taken for this one's by the next attempt, and an old answer for a delivery that never was.
 */
export function recordOf(checkpoints: JsonObject, { key, type }: { key: string; type: string }): JsonObject {
  const before = textAt(checkpoints, 'output_type') ?? type;
  return { ...(before === type ? {} : NOTHING_WRITTEN), delivery_key: key, output_type: type };
}

/** What is on record once a person has said that it has not arrived: checkpoints of the next delivery, or nothing. */
export const leftIfNotDelivered = (type: string, noted: Noted | undefined): JsonObject => ({
  if_not_delivered: noted === undefined ? null : { output_type: type, noted: { key: noted.key, data: noted.data } },
});

/** Of an earlier result, what an attempt of today compares with. */
export function readBefore(delivered: JsonObject | undefined, outputType: string): JsonObject | undefined {
  if (delivered === undefined) return undefined;
  const type = textAt(delivered, 'output_type');
  return type === undefined || type === outputType ? delivered : undefined;
}

/** Known to be at another place than the output leads to now. What does not say where it is is taken to be here. */
export const isElsewhere = (place: string | undefined, destination: { readonly place: string }): boolean =>
  place !== undefined && place !== destination.place;

export const placeOf = (result: JsonObject): string | undefined => textAt(result, 'place');
export const keyOf = (result: JsonObject): string | undefined => textAt(result, 'delivery_key');
export const externalIdOf = (result: JsonObject): string | undefined => textAt(result, 'external_id');
export const isUnconfirmed = (result: JsonObject): boolean => result['unconfirmed'] === true;
/** A person has said that it has arrived. */
export const isSettled = (result: JsonObject): boolean => result['unconfirmed'] === false;
