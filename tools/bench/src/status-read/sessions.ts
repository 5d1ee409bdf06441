import { randomBytes } from 'node:crypto';
import { newId } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import type { EventStore } from '@throughline/event-store';
import { ItemSimulation } from '../projection/recordings.js';

const SOURCE = { kind: 'upload', key: 'uploads/bench/source', size: 1, mediaType: 'audio/mpeg' } as const;
const SECONDS = 61;
const DONE = { result: { duration_seconds: SECONDS }, artifacts: [], metrics: { elapsed_ms: 3_000 } } as const;

/** Writes a session whose transcription is completed, by the product's own rules. Returns its id. */
export async function writeSession(store: EventStore, owner: string, title: string): Promise<string> {
  const session = new ItemSimulation(store);
  const source = { ...SOURCE, sha256: randomBytes(32).toString('hex') };
  const about = { assetId: session.assetId, pipeline: 'session' as const, owner, title, language: 'en', isMapped: true, source };
  await session.send({
    type: 'RegisterAsset',
    ...about,
    run: { runId: newId(), config: defaultRunConfig, configSources: {} },
  });
  for (let at = await session.next(); at !== undefined; at = await session.next()) {
    await session.send({ type: 'StartStep', ...at, worker: 'bench' });
    await session.send({ type: 'CompleteStep', ...at, ...DONE });
  }
  return session.assetId;
}
