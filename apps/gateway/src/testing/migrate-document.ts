import { migratedAssetIdOf, toCloudEvents, type CloudEvent } from '@throughline/contracts';
import { migrateLog } from '@throughline/domain';
import type { MemoryGateway } from './memory-gateway.js';

const ROW = { id: '1', step: 'hash_file', status: 'success', at: '2024-01-15T10:00:00.000Z', time: '2024-01-15 10:00:00' };

/** Imports the history of an item, and returns the answer. */
export async function importHistory(gateway: MemoryGateway, id: string, events: readonly CloudEvent[]): Promise<unknown> {
  const headers = { authorization: `Bearer ${gateway.token}` };
  const payload = { items: [{ id, events, complete: true }] };
  const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/admin/imports', headers, payload });
  return response.json();
}

/** Brings a document of an older system with one row of its log, and without its file. Returns the id of the item. */
export async function migrateDocument(gateway: MemoryGateway, externalId: string): Promise<string> {
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
  expect(await importHistory(gateway, assetId, events)).toMatchObject({ items: [{ outcome: 'imported' }] });
  return assetId;
}
