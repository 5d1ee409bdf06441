import { newId } from '@throughline/contracts';
import { findSampleValue } from '@throughline/stack/testing';
import { ZoomFake, signZoomEvent, zoomUserIdOf, type SignedZoomEvent } from '@throughline/strict-fakes';
import { addSource } from '../../testing/add-source.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import type { SourceContent } from '../source.js';

const SECRET = 'the-secret-token-of-the-app';
const OTHER_SECRET = 'the-secret-token-of-the-other-app';
const NOW = Date.parse('2026-02-05T10:00:00Z');
const HOST = 'host@zoom.example';
const OTHER = 'other@zoom.example';

describe('the address for events of an app to which users connect their Zoom accounts', () => {
  let gateway: MemoryGateway;
  let zoom: ZoomFake;
  beforeEach(async () => {
    zoom = await ZoomFake.start();
    gateway = await openMemoryGateway({
      ports: { now: () => new Date(NOW) },
      settings: {
        zoom: {
          team: { webhook_secret: SECRET },
          main: { account_id: zoom.app.accountId, webhook_secret: OTHER_SECRET },
        },
      },
    });
  });
  afterEach(async () => {
    await gateway.close();
    await zoom.close();
  });

  const send = ({ headers, body }: SignedZoomEvent, app = 'team') =>
    gateway.app.inject({ method: 'POST', url: `/api/v1/webhooks/zoom/${app}`, headers, payload: body });
  const announce = (email: string, secret = SECRET): SignedZoomEvent =>
    zoom.announce(zoom.addMeeting({ host_email: email }), { secret, now: NOW });
  /** Adds a source of a connected account, as it is after the consent. */
  const addFor = async (email: string, change: Partial<SourceContent> = {}): Promise<number> => {
    const { credentials } = gateway.ports;
    const { id: credentialId } = await credentials.add({
      libraryId: gateway.owner,
      type: 'zoom',
      name: email,
      grantId: newId(),
      sealedClient: undefined,
      account: email,
    });
    await credentials.change(credentialId, { accountId: zoomUserIdOf(email), connectedAt: new Date(NOW).toISOString() });
    return (await addSource(gateway, { name: email, type: 'zoom', credentialId, ...change })).id;
  };
  const due = (): Promise<readonly number[]> => gateway.ports.syncs.due(100);
  const announced = async (outcome: string): Promise<number | undefined> =>
    findSampleValue(await gateway.ports.metrics.scrape(), 'throughline_zoom_recordings_announced_total', { outcome });

  it("makes the sources of the host's own account due, before it answers", async () => {
    const mine = await addFor(HOST);
    await addFor(OTHER);
    await addSource(gateway, { name: 'Account', type: 'zoom', settings: { connection: 'main' } });
    const answer = await send(announce(HOST));
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    expect(await due()).toEqual([mine]);
    expect([await announced('synced'), await announced('ignored')]).toEqual([1, 0]);
  });

  it('acknowledges events of users whose account nobody has connected, and counts them as ignored', async () => {
    await addFor(OTHER);
    expect((await send(announce(HOST))).statusCode).toBe(200);
    const hosts = [{}, { host_id: 5 }, { host_id: '' }, { host_id: 'a b' }, { host_id: 'x'.repeat(400) }, 'recording'];
    for (const object of hosts) {
      const event = signZoomEvent('recording.completed', { object }, { secret: SECRET, now: NOW });
      expect((await send(event)).statusCode).toBe(200);
    }
    expect(await due()).toEqual([]);
    expect([await announced('synced'), await announced('ignored')]).toEqual([0, 1 + hosts.length]);
  });

  it('wakes own accounts by the events of a whole account, too', async () => {
    const mine = await addFor(HOST);
    const account = await addSource(gateway, { name: 'Account', type: 'zoom', settings: { connection: 'main' } });
    expect((await send(announce(HOST, OTHER_SECRET), 'main')).statusCode).toBe(200);
    expect(await due()).toEqual([mine, account.id]);
  });

  it('refuses events that another app has signed', async () => {
    await addFor(HOST);
    expect((await send(announce(HOST, OTHER_SECRET))).json()).toMatchObject({ status: 401, code: 'signature-refused' });
    expect(await due()).toEqual([]);
    expect(await announced('ignored')).toBe(0);
  });

  it('answers the validation of its address', async () => {
    const event = signZoomEvent(
      'endpoint.url_validation',
      { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
      { secret: SECRET, now: NOW },
    );
    const answer = await send(event);
    expect(answer.json()).toMatchObject({ plainToken: 'qgg8vlvZRS6UYooatFL8Aw' });
  });
});
