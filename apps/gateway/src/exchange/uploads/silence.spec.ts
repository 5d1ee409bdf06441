import { Readable } from 'node:stream';
import { Metrics } from '@throughline/service-kit';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { createTusClient } from '../../testing/tus.js';

describe('an upload whose sender stops sending', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ limits: { uploadIdleMs: 500 } });
  });
  afterAll(() => gateway.close());

  const sendSome = (location: string, bytes: Buffer) =>
    gateway.app.inject({
      method: 'PATCH',
      url: location,
      headers: {
        authorization: `Bearer ${gateway.token}`,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
      },
      payload: new Readable({
        read() {
          this._read = () => undefined;
          this.push(bytes);
        },
      }),
    });

  it('times out, and keeps the bytes that it has received', async () => {
    const client = createTusClient(gateway, gateway.token);
    const { location } = await client.begin(100, {});
    const response = await sendSome(location, Buffer.alloc(30, 7));
    expect(response.json()).toMatchObject({ status: 408, code: 'upload-timeout' });
    expect(response.headers['connection']).toBe('close');
    // Another gateway with the same ports, whose limit a busy machine does not reach.
    const patient = await openMemoryGateway({ ports: { ...gateway.ports, metrics: new Metrics('gateway') } });
    const rest = createTusClient(patient, gateway.token);
    expect((await rest.head(location)).headers['upload-offset']).toBe('30');
    const last = await rest.send(location, 30, Buffer.alloc(70, 8));
    expect(last.headers['throughline-recording']).toBeDefined();
    await patient.close();
  });
});
