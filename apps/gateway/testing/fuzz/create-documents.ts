import { DOCUMENT_STEPS } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { completeStep, startStep } from '#src/testing/work-through.js';
import { ItemDriver, createItem } from './item-driver.js';

async function startRun(life: ItemDriver): Promise<void> {
  await life.register();
  await life.run();
}

/** Completes the first step, which stores the original. */
async function completeHash(life: ItemDriver): Promise<void> {
  await startRun(life);
  await startStep(life, life.id, 'hash_file');
  const stored = await life.put(`${life.id}/fuzz/original`, life.mark);
  const original = { role: 'source', name: 'original', mediaType: 'application/pdf', key: `${life.id}/fuzz/original`, ...stored };
  await completeStep(life, life.id, 'hash_file', [original], { size: stored.size });
}

async function completeSteps(life: ItemDriver, steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    await startStep(life, life.id, step);
    await completeStep(life, life.id, step);
  }
}

const LIVES: readonly ((life: ItemDriver) => Promise<void>)[] = [
  async (life) => {
    await life.registerAddress();
    await life.run();
    await life.fail('hash_file');
  },
  startRun,
  completeHash,
  async (life) => {
    await completeHash(life);
    await completeSteps(life, [...DOCUMENT_STEPS.slice(1), 'deliver:library']);
  },
  async (life) => {
    await completeHash(life);
    await completeSteps(life, DOCUMENT_STEPS.slice(1));
    await life.deliver('deliver:library', { unconfirmed: true });
  },
  async (life) => {
    await completeHash(life);
    await life.fail('create_file_record');
  },
  async (life) => {
    await startRun(life);
    await life.sendAsUser({ type: 'DeleteAsset', expiresAt: '2100-01-01T00:00:00.000Z' });
  },
  async (life) => {
    await startRun(life);
    await startStep(life, life.id, 'hash_file');
  },
  async (life) => {
    await completeHash(life);
    await life.sendAsUser({ type: 'CancelRun' });
  },
];

export const DOCUMENT_STATES = LIVES.length;

export async function createDocumentIn(gateway: MemoryGateway, owner: string, mark: string, pick: number): Promise<string> {
  const life = new ItemDriver(gateway, owner, mark, 'document');
  await createItem(life, LIVES[pick % LIVES.length] ?? startRun);
  const head = await gateway.store.head(life.id);
  await until(async () => (await gateway.ports.documentRows.byIds([life.id])).get(life.id)?.revision === head);
  return life.id;
}

export const createDocuments = (gateway: MemoryGateway, owner: string, mark: string): Promise<string[]> =>
  Promise.all(LIVES.map((_, pick) => createDocumentIn(gateway, owner, mark, pick)));
