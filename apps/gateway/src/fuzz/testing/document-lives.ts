import { DOCUMENT_STEPS } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { Life } from './lives.js';

async function begin(life: Life): Promise<void> {
  await life.register();
  await life.run();
}

/** Its original has been taken over, as the first step does. */
async function hashed(life: Life): Promise<void> {
  await begin(life);
  await startStep(life.gateway, life.id, 'hash_file');
  const stored = await life.gateway.artifacts.put(`${life.id}/fuzz/original`, Buffer.from(life.mark));
  const original = { role: 'source', name: 'original', mediaType: 'application/pdf', key: `${life.id}/fuzz/original`, ...stored };
  await completeStep(life.gateway, life.id, 'hash_file', [original], { size: stored.size });
}

async function through(life: Life, steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    await startStep(life.gateway, life.id, step);
    await completeStep(life.gateway, life.id, step);
  }
}

const LIVES: readonly ((life: Life) => Promise<void>)[] = [
  begin,
  hashed,
  async (life) => {
    await hashed(life);
    await through(life, [...DOCUMENT_STEPS.slice(1), 'deliver:library']);
  },
  async (life) => {
    await hashed(life);
    await through(life, DOCUMENT_STEPS.slice(1));
    await life.deliver('deliver:library', { unconfirmed: true });
  },
  async (life) => {
    await hashed(life);
    await life.fail('create_file_record');
  },
  async (life) => {
    await begin(life);
    await life.ask({ type: 'DeleteAsset', expiresAt: '2100-01-01T00:00:00.000Z' });
  },
  async (life) => {
    await begin(life);
    await startStep(life.gateway, life.id, 'hash_file');
  },
  async (life) => {
    await hashed(life);
    await life.ask({ type: 'CancelRun' });
  },
];

/** A document in the state that is picked; answered once its row is there. */
export async function documentLife(gateway: MemoryGateway, owner: string, mark: string, pick: number): Promise<string> {
  const life = new Life(gateway, owner, mark, 'document');
  await LIVES[pick % LIVES.length]?.(life);
  const head = await gateway.store.head(life.id);
  await until(async () => (await gateway.ports.documentRows.byIds([life.id])).get(life.id)?.revision === head);
  return life.id;
}

/** One in each state. */
export const documentLives = (gateway: MemoryGateway, owner: string, mark: string): Promise<string[]> =>
  Promise.all(LIVES.map((_, pick) => documentLife(gateway, owner, mark, pick)));
