import { randomUUID } from 'node:crypto';
import { until } from '@throughline/stack/testing';
import { formOf } from './forms.js';
import type { MemoryGateway } from './memory-gateway.js';

export interface UploadedItem {
  readonly id: string;
  readonly revision: string;
  readonly status: string;
  readonly title: string;
}

export async function upload(
  gateway: MemoryGateway,
  options: { fields?: Record<string, string>; bytes?: string; token?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<UploadedItem> {
  const form = formOf(options.fields ?? {}, { bytes: options.bytes ?? randomUUID() });
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/api/v1/recordings',
    headers: { authorization: `Bearer ${options.token ?? gateway.token}`, ...form.headers, ...options.headers },
    payload: form.payload,
  });
  if (response.statusCode !== 202) throw new Error(`not registered: ${response.body}`);
  const item = response.json<UploadedItem>();
  await until(async () => (await gateway.rows.byIds([item.id])).get(item.id)?.revision === item.revision);
  return item;
}
