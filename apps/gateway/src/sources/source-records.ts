import { recordsOfRows, type ChangeRecord } from '../people/administration-log/index.js';
import type { Source } from './source.js';

export const sourceRecords = recordsOfRows<Source>(
  'source',
  ({ name, type, settings, credentialId, brings, templateId, isRun, intervalMinutes }) => ({
    name,
    type,
    settings,
    credential: credentialId,
    brings,
    template: templateId,
    run: isRun,
    interval_minutes: intervalMinutes,
  }),
  ['name', 'type', 'brings'],
);

export const recordPause = (before: Source, after: Source): ChangeRecord | undefined =>
  before.isPaused === after.isPaused
    ? undefined
    : { ...sourceRecords.deleted(after), kind: after.isPaused ? 'source.paused' : 'source.resumed' };
