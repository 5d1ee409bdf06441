import type { JsonObject } from '@throughline/contracts';
import { readDeliveryRecord } from '#src/delivery/delivery-record.js';
import { parseNote } from '#src/remote-folders/delivery-note.js';

export function listRecordedStaging(checkpoints: JsonObject): readonly string[] {
  const { noted } = readDeliveryRecord(checkpoints, 'webdav');
  const staging = noted === undefined ? undefined : parseNote(noted.data)?.staging;
  return staging === undefined ? [] : [staging];
}
