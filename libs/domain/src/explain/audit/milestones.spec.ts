import { isMilestone } from './milestones.js';

const event = (type: string, step: string | null = null, detail: unknown = {}, imported = false) =>
  isMilestone({ type, step, detail, imported });

describe('the milestones of items', () => {
  it.each([
    ['the arrival of an item', event('AssetRegistered')],
    ['what a person does', event('TranscriptCorrected')],
    ['a transcript', event('StepCompleted', 'TRANSCRIBE')],
    ['a filed document', event('StepCompleted', 'finalize_document_storage')],
    ['a delivery', event('StepCompleted', 'deliver:library')],
    ['a follow-up of a delivery', event('StepCompleted', 'deliver:youtube/captions')],
    ['a final failure', event('StepFailed', 'TRIM', { error: {} })],
    ['a transcript that is missing', event('StepSkipped', 'TRANSCRIBE', { reason: 'no_engine' })],
  ])('include %s', (_, isIt) => {
    expect(isIt).toBe(true);
  });

  it.each([
    ['the machinery of a step', event('StepStarted', 'TRANSCRIBE')],
    ['other steps on the way', event('StepCompleted', 'TRIM')],
    ['a failure that is tried again', event('StepFailed', 'TRIM', { retryAt: '2026-01-01T00:00:00.000Z' })],
    ['previews', event('StepFailed', 'PREVIEW')],
    ['a transcript that nobody asked for', event('StepSkipped', 'TRANSCRIBE', { reason: 'disabled' })],
    ['what happened in another system', event('AssetRegistered', null, {}, true)],
    ['a type of a later release', event('AssetPainted', 'TRANSCRIBE')],
  ])('leave out %s', (_, isIt) => {
    expect(isIt).toBe(false);
  });
});
