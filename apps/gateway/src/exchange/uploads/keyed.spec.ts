import { createHash, randomBytes } from 'node:crypto';
import { formOf } from '../../testing/forms.js';
import { MemoryIdempotencyStore } from '../../testing/memory-idempotency-store.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { createTusClient } from '../../testing/tus.js';

const KEY = { 'idempotency-key': 'the talk of May' };
const SIZE = 70;

describe('an upload with an Idempotency-Key', () => {
  const [mine, other] = [randomBytes(SIZE), randomBytes(SIZE)];
  const fields = (bytes: Buffer) => ({
    filename: 'keyed.mp4',
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  let gateway: MemoryGateway;
  /** The same gateway without the stored answers of earlier requests. */
  let later: MemoryGateway;
  const renew = renewMemoryGateway();
  const renewLater = renewMemoryGateway(() => ({ ports: { changes: gateway.ports.changes } }));
  beforeEach(async () => {
    gateway = await renew();
    later = await renewLater({ ...gateway.ports, idempotency: new MemoryIdempotencyStore() });
  });
  const push = async (to: MemoryGateway, bytes: Buffer) => {
    const { begin, send, result } = createTusClient(to, gateway.token);
    const begun = await begin(SIZE, fields(bytes), KEY);
    if (begun.statusCode !== 201) return { begun, id: undefined, outcome: undefined };
    const last = await send(begun.location, 0, bytes);
    return { begun, id: last.headers['throughline-recording'], outcome: (await result(begun.location)).json<object>() };
  };

  it('is the same upload as long as the answer is stored, and is refused with other content', async () => {
    const { begun, id } = await push(gateway, mine);
    expect(id).toEqual(expect.any(String));
    expect((await createTusClient(gateway, gateway.token).begin(SIZE, fields(mine), KEY)).location).toBe(begun.location);
    expect((await push(gateway, other)).begun.json()).toMatchObject({ status: 422, code: 'idempotency-mismatch' });
  });

  it('is refused as without a key, also when it is repeated', async () => {
    const { id } = await push(gateway, mine);
    await gateway.ports.commands.load(String(id));
    const { begin } = createTusClient(gateway, gateway.token);
    for (const _ of ['first', 'replayed']) {
      const again = await begin(SIZE, fields(mine), { 'idempotency-key': 'another key' });
      expect(again.json()).toMatchObject({ status: 409, code: 'duplicate', existing_id: id });
    }
  });

  it('is the same recording for ever', async () => {
    const first = await push(gateway, mine);
    const second = await push(later, mine);
    expect(second.begun.location).not.toBe(first.begun.location);
    expect(second.id).toBe(first.id);
  });

  it('is the recording that a form with the same key has created', async () => {
    const form = formOf({}, { bytes: mine, name: 'keyed.mp4' });
    const headers = { authorization: `Bearer ${gateway.token}`, ...KEY, ...form.headers };
    const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/recordings', headers, payload: form.payload });
    expect((await push(later, mine)).id).toBe(made.json<{ id: string }>().id);
  });

  it('never returns an earlier recording for other content', async () => {
    await push(gateway, mine);
    const { id, outcome } = await push(later, other);
    expect(id).toBeUndefined();
    expect(outcome).toMatchObject({ status: 422, code: 'idempotency-mismatch' });
  });
});
