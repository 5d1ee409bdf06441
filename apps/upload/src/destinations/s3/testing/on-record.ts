import type { JsonObject } from '@throughline/contracts';
import { readRecorded } from '../../../delivery/recorded.js';
import { readNoted } from '../noted-uploads.js';

/** The uploads that a delivery's checkpoints name. */
export function uploadsOnRecord(checkpoints: JsonObject): readonly string[] {
  const { noted } = readRecorded(checkpoints, 's3');
  return noted === undefined ? [] : (readNoted(noted.data)?.uploads ?? []).map(({ id }) => id);
}
