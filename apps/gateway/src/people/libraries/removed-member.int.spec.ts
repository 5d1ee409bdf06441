import { randomBytes } from 'node:crypto';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { EventStreamReader } from '../../testing/event-stream.js';
import { formOf } from '../../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../../testing/real-gateway.js';
import { createTusClient, listKeys } from '../../testing/tus.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { hashOf, newToken } from '../tokens/token.js';

const BYTES = randomBytes(30);

describe('a member who is removed at one of two gateways, with a broker, a projector and a database', () => {
  let world: World;
  let first: RealGateway;
  let second: RealGateway;
  let stopProjector: () => Promise<void>;
  beforeAll(async () => {
    world = await openWorld();
    stopProjector = await openProjector(world);
    first = await openRealGateway(world);
    second = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await first.close();
    await second.close();
    await stopProjector();
    await world.close();
  });

  const addMember = async (): Promise<{ readonly id: string; readonly token: string }> => {
    const [id, token] = [ulid(), newToken()];
    await first.ports.users.add({ id, name: id, role: 'operator', joins: { libraryId: first.owner, role: 'operator' } });
    const record = { id: crypto.randomUUID(), userId: id, libraryId: first.owner, name: 'spec', hash: hashOf(token) };
    await first.ports.tokens.add({ ...record, scopes: ['write'], expiresAt: undefined });
    return { id, token };
  };
  const send = (gateway: RealGateway, path: string, token: string, method = 'GET'): Promise<Response> =>
    fetch(`${gateway.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  const addFile = async (): Promise<string> => {
    const form = formOf({ title: 'A talk', run: 'true' }, { bytes: ulid() });
    const answer = await first.fetch('/api/v1/recordings', { method: 'POST', headers: form.headers, body: form.payload });
    const { id } = (await answer.json()) as { id: string };
    await startStep(first, id, 'DOWNLOAD');
    const key = `${id}/files/video`;
    const file = { role: 'spec', name: 'video.mp4', key, mediaType: 'video/mp4' };
    await completeStep(first, id, 'DOWNLOAD', [{ ...file, ...(await first.ports.artifacts.put(key, BYTES)) }]);
    return `/recordings/${id}/artifacts/video.mp4`;
  };

  it('loses stream, upload, links and reads at both, and everybody else keeps theirs', async () => {
    const [removed, other] = [await addMember(), await addMember()];
    const path = await addFile();
    await until(async () => (await send(second, path, removed.token)).status === 200, { what: 'the file' });
    const link = (token: string): Promise<Response> => send(second, `${path}/link`, token, 'POST');
    const [gone, present] = [createTusClient(second, removed.token), createTusClient(second, other.token)];
    const { location } = await gone.begin(BYTES.length, { filename: 'talk.mp4' });
    expect((await gone.send(location, 0, BYTES.subarray(0, 10))).statusCode).toBe(204);
    const kept = await present.begin(BYTES.length, { filename: 'other.mp4' });
    const { url } = (await (await link(removed.token)).json()) as { url: string };
    const streams = await Promise.all(
      [removed, other].map(({ token }) =>
        EventStreamReader.open(`${second.url}/api/v1/me/stream`, { authorization: `Bearer ${token}` }),
      ),
    );
    for (const stream of streams) await stream.first('a snapshot', ({ event }) => event === 'snapshot');

    const ended = await first.fetch(`/api/v1/libraries/${first.owner}/members/${removed.id}`, { method: 'DELETE' });
    expect(ended.status).toBe(204);
    expect((await send(first, path, removed.token)).status).toBe(401);
    expect((await createTusClient(first, removed.token).head(location)).statusCode).toBe(401);

    // The other gateway has cached the token for some seconds.
    await until(async () => (await send(second, path, removed.token)).status === 401, { what: 'the refused read' });
    const [stream, otherStream] = streams;
    await until(() => stream?.isOver === true, { what: 'the end of the stream' });
    expect(stream?.heard.at(-1)).toMatchObject({ event: 'reset', data: { reason: 'signed-out' } });
    expect((await gone.send(location, 10, BYTES.subarray(10))).statusCode).toBe(401);
    expect((await gone.result(location)).statusCode).toBe(401);
    expect((await link(removed.token)).status).toBe(401);
    // A link that exists opens its file for five minutes, which docs/signing-in.md says.
    expect((await fetch(`${second.url}${new URL(url).pathname}${new URL(url).search}`)).status).toBe(200);

    expect((await present.send(kept.location, 0, BYTES)).statusCode).toBe(204);
    expect((await link(other.token)).status).toBe(201);
    expect(otherStream?.isOver).toBe(false);
    otherStream?.close();
    expect(await listKeys(first.ports, 'parts')).toHaveLength(1);
  }, 60_000);
});
