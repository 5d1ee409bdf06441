import { codeOf, type JsonObject } from '@throughline/contracts';
import { localMetadata } from '@throughline/documents';
import { defaultRunConfig } from '@throughline/domain';
import type { QueuedStep, StepContext, StepHandler } from '@throughline/engine';
import type { SpeechEngine } from '@throughline/media';
import type { ModelState } from '@throughline/media/speech-models';
import { createHandlers } from '@throughline/worker-host/testing';
import { documentSteps } from './documents/registry.js';
import { scriptedStage } from './simulated-stages/simulated-stage.js';
import type { StageParts } from './stages/stage-parts.js';
import { TranscribeStage } from './stages/transcribe/index.js';

const queued = (given: Partial<QueuedStep>, results: Readonly<Record<string, JsonObject>> = {}): QueuedStep => ({
  step: 'TRANSCRIBE',
  language: 'auto',
  config: defaultRunConfig,
  resultOf: (step) => results[step] ?? {},
  ...given,
});

describe('transcription', () => {
  const english = { id: 'english', languages: ['en'] } as unknown as SpeechEngine;
  const draft = { ...english, needsLanguage: true };
  const stage = (...engines: readonly SpeechEngine[]): StepHandler =>
    new TranscribeStage({ tools: {} as StageParts['tools'], engines: () => engines });

  it.each([
    ['skipped without an engine', [], 'en', 'no_engine'],
    ['skipped without an engine for the language', [english], 'de', 'no_engine_for_language'],
    ['done if an engine supports the language', [english], 'en-GB', undefined],
    ['skipped if the language is unknown and the only engine needs it', [draft], 'auto', 'no_engine'],
    ['done as a draft if a person has marked it as English', [draft], 'en', undefined],
    ['done if the engine assumes a language', [english], 'auto', undefined],
  ])('is expected to be %s', (_what, engines, language, reason) => {
    expect(stage(...engines).foreseeSkip?.(queued({ language }))).toBe(reason);
  });

  it.each<[string, string, string | undefined]>([
    ['waits, instead of being skipped, if only the model supports its language', 'de', 'speech-model'],
    ['is done at once as a draft if a person has marked it as English', 'en', undefined],
  ])('of a recording %s, while the speech model is fetched', async (_what, language, code) => {
    const state: ModelState = {
      path: '/models/ggml-base.bin',
      phase: 'fetching',
      fetchedBytes: 620,
      totalBytes: 1_000,
      since: undefined,
      updatedAt: undefined,
      attempts: 1,
      error: undefined,
      nextAttemptAt: undefined,
    };
    const model = { expected: () => state, look: () => Promise.resolve(state) };
    const waiting = new TranscribeStage({ tools: {} as StageParts['tools'], engines: () => [english], model });
    expect(waiting.foreseeSkip(queued({ language }))).toBeUndefined();
    const failure: unknown = await waiting.preflight({ language } as StepContext).catch((error: unknown) => error);
    expect(codeOf(failure)).toBe(code);
  });

  it('is left to its script, if it has one', () => {
    const make = (): never => {
      throw new Error('not asked');
    };
    const scripted = scriptedStage({ real: stage(), make, simulation: true });
    expect(scripted.foreseeSkip?.(queued({}))).toBe('no_engine');
    expect(scripted.foreseeSkip?.(queued({ config: { ...defaultRunConfig, simulation: { TRANSCRIBE: {} } } }))).toBeUndefined();
  });
});

describe('a document step without OCR and converter', () => {
  const handlers = createHandlers(documentSteps, { ocr: undefined, converter: undefined, metadata: localMetadata });

  it.each([
    ['a scan', 'extract_text', { kind: 'image' }, { text: 'none', pages: 1 }, 'no_engine'],
    ['a PDF with text on some pages', 'extract_text', { kind: 'pdf' }, { text: 'partial', pages: 2 }, undefined],
    ['a PDF without a page', 'extract_text', { kind: 'pdf' }, { text: 'none', pages: 0 }, undefined],
    ['a text', 'extract_text', { kind: 'text' }, { text: 'none', pages: 1 }, undefined],
    ['an Office file', 'check_text', { kind: 'office' }, {}, 'no_engine'],
    ['a PDF', 'check_text', { kind: 'pdf' }, {}, undefined],
  ])('foresees the skip of %s (%s) exactly if it would be skipped', (_what, step, record, check, reason) => {
    const results = { create_file_record: record, check_text: check };
    expect(handlers(step)?.foreseeSkip?.(queued({ step }, results))).toBe(reason);
  });
});
