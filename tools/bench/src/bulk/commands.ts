import { setTimeout as pause } from 'node:timers/promises';
import { perSecond } from '../measure/elapsed.js';

export interface CommandTarget {
  readonly url: string;
  readonly token: string;
  readonly ids: readonly string[];
}

const IN_FLIGHT = 16;
const POLL_MS = 100;
async function send<T>({ url, token }: CommandTarget, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${String(answer.status)}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Runs each item by a request of its own, 16 in flight. Returns items per second. */
export async function runOneByOne(target: CommandTarget): Promise<number> {
  const queue = target.ids.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) await send(target, 'POST', `/recordings/${id}/run`, {});
  };
  return perSecond(target.ids.length, () => Promise.all(Array.from({ length: IN_FLIGHT }, worker)));
}

interface BulkCommand {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly outcome_totals: Readonly<Record<string, number>>;
}

async function waitFor(target: CommandTarget, id: string, isAwaited: (bulk: BulkCommand) => boolean): Promise<BulkCommand> {
  for (;;) {
    const bulk = await send<BulkCommand>(target, 'GET', `/bulk/${id}`);
    if (isAwaited(bulk)) return bulk;
    await pause(POLL_MS);
  }
}

export interface BulkTimes {
  /** Items per second. */
  readonly preview: number;
  readonly execution: number;
}

/** Sends a command to all items by one bulk command. `around` gets its execution, to do something meanwhile. */
export async function sendInBulk(
  target: CommandTarget,
  action: 'run' | 'cancel',
  around: (execution: Promise<unknown>) => Promise<unknown> = (execution) => execution,
): Promise<BulkTimes> {
  const { length } = target.ids;
  const startedAt = performance.now();
  const { id } = await send<BulkCommand>(target, 'POST', '/recordings/bulk/preview', { action, recording_ids: target.ids });
  await waitFor(target, id, ({ state }) => state === 'previewed');
  const previewedAt = performance.now();
  await send(target, 'POST', `/bulk/${id}/execute`);
  let endedAt = previewedAt;
  await around(
    waitFor(target, id, ({ state }) => state === 'done').then(({ outcome_totals: totals }) => {
      endedAt = performance.now();
      if (totals['changed'] !== length) throw new Error(`${String(totals['changed'])} of ${String(length)} items were changed`);
    }),
  );
  return { preview: (length / (previewedAt - startedAt)) * 1_000, execution: (length / (endedAt - previewedAt)) * 1_000 };
}

/** Previews a run of all items with these words in their titles, and stops the preview. Returns seconds. */
export async function previewByFilter(target: CommandTarget, q: string): Promise<number> {
  const startedAt = performance.now();
  const { id } = await send<BulkCommand>(target, 'POST', '/recordings/bulk/preview', { action: 'run', filters: { q } });
  const { total } = await waitFor(target, id, ({ state }) => state === 'previewed');
  const seconds = (performance.now() - startedAt) / 1_000;
  if (total !== target.ids.length) throw new Error(`The filter selects ${String(total)} items`);
  await send(target, 'POST', `/bulk/${id}/stop`);
  return seconds;
}
