import type { JsonObject } from '@throughline/contracts';
import { readRecorded } from '../../../delivery/recorded.js';
import { readNoted } from '../noted.js';

/** The folders of gathered files that a delivery's checkpoints name. */
export function stagingOnRecord(checkpoints: JsonObject): readonly string[] {
  const { noted } = readRecorded(checkpoints, 'webdav');
  const staging = noted === undefined ? undefined : readNoted(noted.data)?.staging;
  return staging === undefined ? [] : [staging];
}
