import type { BulkPreviewAnswer } from '../bulk/bulk-answers.js';
import type { BulkItem, BulkJob } from '../bulk/bulk-job.js';
import type { MemoryGateway } from './memory-gateway.js';
import { sendRequest } from './send-request.js';
import { upload } from './upload.js';

/** Previews a command for recordings. */
export async function previewBulk(gateway: MemoryGateway, payload: object, token?: string): Promise<BulkPreviewAnswer> {
  const preview = await sendRequest<BulkPreviewAnswer>(gateway, 'POST', '/recordings/bulk/preview', { payload, token });
  expect(preview).toMatchObject({ status: 201, body: { state: 'previewed' } });
  return preview.body;
}

/** Works on a bulk job until its phase ends, or it has to wait. */
export async function pursueBulk(gateway: MemoryGateway, id: string): Promise<BulkJob> {
  await gateway.bulk.pursue(id);
  const job = await gateway.ports.bulkJobs.find(gateway.owner, id);
  if (job === undefined) throw new Error('the job does not exist');
  return job;
}

export async function executeBulk(gateway: MemoryGateway, id: string, user = gateway.owner): Promise<BulkJob> {
  await gateway.ports.bulkJobs.start(id, user);
  return pursueBulk(gateway, id);
}

export const itemsOfBulk = (gateway: MemoryGateway, id: string): Promise<readonly BulkItem[]> =>
  gateway.ports.bulkJobs.items(id, { after: -1, limit: 100 });

export const uploadSeveral = (gateway: MemoryGateway, count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, async () => (await upload(gateway)).id));
