import 'reflect-metadata';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openFolderArtifactStore } from '@throughline/artifact-store';
import type { StepHandler } from '@throughline/engine';
import { localTopicEngine, renderTranscriptJson, type TopicEngine, type Transcript } from '@throughline/media';
import { projectRoot } from '../config.js';
import { elapsed } from '../measure/elapsed.js';
import type { Turn } from '../measure/rounds.js';
import { createStepContext } from './step-context.js';

export const IN_TURN = 'topics, then subtitles';
export const SIDE_BY_SIDE = 'topics and subtitles side by side';

type StageClass = new (parts: { readonly topics: TopicEngine }) => StepHandler;

/** Loads a handler of the processing service by its file, as other benches start a service by its file: an app exports nothing. */
async function loadHandler(folder: string, name: string): Promise<StepHandler> {
  const file = join(projectRoot, 'apps/processing/dist/stages', folder, 'index.js');
  const { [name]: Stage } = (await import(pathToFileURL(file).href)) as Readonly<Record<string, StageClass | undefined>>;
  if (Stage === undefined) throw new Error(`${file} has no ${name}`);
  return new Stage({ topics: localTopicEngine });
}

/** Prepares both steps on one transcript, one after the other and side by side. */
export async function prepareTextSteps(transcript: Transcript, folder: string): Promise<readonly Turn[]> {
  const store = await openFolderArtifactStore(join(folder, 'store'));
  const key = 'bench/transcript.json';
  await store.put(key, Buffer.from(renderTranscriptJson(transcript)));
  const { path } = await store.materialize(key);
  const handlers = await Promise.all([
    loadHandler('extract-topics', 'ExtractTopicsStage'),
    loadHandler('generate-subtitles', 'GenerateSubtitlesStage'),
  ]);
  const perform = async (handler: StepHandler): Promise<void> => {
    const { kind } = await handler.run(createStepContext(store, { key, path }));
    if (kind !== 'completed') throw new Error(`A step was ${kind}`);
  };
  const inTurn = async (): Promise<void> => {
    for (const handler of handlers) await perform(handler);
  };
  return [
    async () => ({ [IN_TURN]: await elapsed(inTurn) }),
    async () => ({ [SIDE_BY_SIDE]: await elapsed(() => Promise.all(handlers.map(perform))) }),
  ];
}
