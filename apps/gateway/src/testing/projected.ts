import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from './memory-gateway.js';

/** Waits until the rows of these recordings show what the log has. */
export async function projected(gateway: MemoryGateway, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.rows.byIds([id])).get(id)?.revision === head);
  }
}
