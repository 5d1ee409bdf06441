import type { MsgHdrs } from '@nats-io/nats-core';
import { assetOfEventSubject } from '@throughline/contracts';
import { TRACEPARENT } from '@throughline/telemetry';
import { parseRevision } from '../order/order.js';
import type { StoredMessage } from '../stored/stored-message.js';

export const MSG_ID = 'Nats-Msg-Id';
export const EXPECTED_LAST = 'Nats-Expected-Last-Subject-Sequence';

export interface StreamMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly headers: MsgHdrs | undefined;
  readonly bytes: Uint8Array;
  readonly storedAt: string;
}

const headerOf = (headers: MsgHdrs | undefined, name: string): string | undefined => {
  const value = headers?.get(name);
  return value === undefined || value === '' ? undefined : value;
};

const revisionIn = (text: string | undefined): StoredMessage['expected'] => {
  if (text === undefined) return undefined;
  try {
    return parseRevision(text);
  } catch {
    return undefined;
  }
};

export const toStoredMessage = ({ subject, sequence, headers, bytes, storedAt }: StreamMessage): StoredMessage => ({
  assetId: assetOfEventSubject(subject),
  sequence,
  commitId: headerOf(headers, MSG_ID),
  expected: revisionIn(headerOf(headers, EXPECTED_LAST)),
  storedAt,
  bytes,
  trace: headerOf(headers, TRACEPARENT),
});

export const toInstant = (timestamp: string): string => new Date(timestamp).toISOString();
/** Converts nanoseconds since the epoch, which do not fit a number, to ISO 8601. */
export const toInstantFromNanos = (nanos: string): string => new Date(Number(nanos.slice(0, -6))).toISOString();
