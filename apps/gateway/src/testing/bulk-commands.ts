import type { BulkPreviewAnswer } from '../batches/bulk/bulk-answers.js';
import type { BulkCommand, BulkItem } from '../batches/bulk/bulk-command.js';
import type { MemoryGateway } from './memory-gateway.js';
import { sendRequest } from './send-request.js';
import { upload } from './upload.js';

/** Previews a command for recordings. */
export async function previewBulk(gateway: MemoryGateway, payload: object, token?: string): Promise<BulkPreviewAnswer> {
  const preview = await sendRequest<BulkPreviewAnswer>(gateway, 'POST', '/recordings/bulk/preview', { payload, token });
  expect(preview).toMatchObject({ status: 201, body: { state: 'previewed' } });
  return preview.body;
}

/** Works on a bulk command until its phase ends, or it has to wait. */
export async function pursueBulk(gateway: MemoryGateway, id: string): Promise<BulkCommand> {
  await gateway.bulk.pursue(id);
  const bulk = await gateway.ports.bulkCommands.find(gateway.owner, id);
  if (bulk === undefined) throw new Error('the bulk command does not exist');
  return bulk;
}

export async function executeBulk(gateway: MemoryGateway, id: string, user = gateway.owner): Promise<BulkCommand> {
  await gateway.ports.bulkCommands.start(id, user);
  return pursueBulk(gateway, id);
}

export const itemsOfBulk = (gateway: MemoryGateway, id: string): Promise<readonly BulkItem[]> =>
  gateway.ports.bulkCommands.items(id, { after: -1, limit: 100 });

export const uploadSeveral = (gateway: MemoryGateway, count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, async () => (await upload(gateway)).id));
