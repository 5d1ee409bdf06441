import { migratedAssetIdOf, toCloudEvents, type CloudEvent } from '@throughline/contracts';
import { migrateLog } from '@throughline/domain';
import type { MemoryGateway } from './memory-gateway.js';

const ROW = { id: '1', step: 'hash_file', status: 'success', at: '2024-01-15T10:00:00.000Z', time: '2024-01-15 10:00:00' };

/** Imports the history of an item, or a batch of it, and returns the answer. */
export async function importHistory(
  gateway: MemoryGateway,
  id: string,
  events: readonly CloudEvent[],
  batch: { readonly complete?: boolean; readonly after?: string } = {},
): Promise<unknown> {
  const headers = { authorization: `Bearer ${gateway.token}` };
  const payload = { items: [{ id, events, complete: true, ...batch }] };
  const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/admin/imports', headers, payload });
  return response.json();
}

/** Returns the history of a document of an older system with one row in its log, and the id of its item. */
export function migratedHistory(
  gateway: MemoryGateway,
  externalId: string,
): { readonly id: string; readonly events: readonly CloudEvent[] } {
  const library = gateway.owner;
  const assetId = migratedAssetIdOf({ library, system: 'default', externalId });
  const log = {
    assetId,
    library,
    table: 'processing_logs',
    title: 'A letter',
    fileName: 'scan.pdf',
    names: new Map(),
    latest: '2030-01-01T00:00:00.000Z',
  };
  const events = migrateLog({ ...log, rows: [ROW] }).commits.flatMap(({ at, actor, ref, events: list }, index) => {
    const commit = { id: ref, at, actor, causationId: ref, correlationId: ref, events: list };
    const written = toCloudEvents({ assetId, commit, position: String(index + 1) }, '/api/v1/documents');
    return written.map((event) => ({ ...event, originref: ref }));
  });
  return { id: assetId, events };
}

/** Brings such a document without its file. Returns the id of the item. */
export async function migrateDocument(gateway: MemoryGateway, externalId: string): Promise<string> {
  const { id, events } = migratedHistory(gateway, externalId);
  expect(await importHistory(gateway, id, events)).toMatchObject({ items: [{ outcome: 'imported' }] });
  return id;
}
