import type { JsonObject } from '@throughline/contracts';
import { readDeliveryRecord } from '#src/delivery/delivery-record.js';
import { parseNote } from '#src/destinations/s3/uploads-note.js';

export function listRecordedUploads(checkpoints: JsonObject): readonly string[] {
  const { noted } = readDeliveryRecord(checkpoints, 's3');
  return noted === undefined ? [] : (parseNote(noted.data)?.uploads ?? []).map(({ id }) => id);
}
