import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from './memory-gateway.js';

export async function waitUntilProjected(gateway: MemoryGateway, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.rows.byIds([id])).get(id)?.revision === head);
  }
}
