import { References } from '../kit/references/index.js';
import { addSource } from '../testing/add-source.js';
import { ReportedStatuses, addConnected, reconnect } from '../testing/lose-credential.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { renewMemoryGateway } from '../testing/renewed-memory-gateway.js';
import { MemorySourceService } from '../testing/memory-source-service.js';
import { SourceProblem } from '../sources/source-service.js';
import { LostCredentials, RECONNECT, type RefusedTries } from './lost-credentials.js';

describe('lost credentials', () => {
  let gateway: MemoryGateway;
  let statuses: ReportedStatuses;
  let service: MemorySourceService;
  let lost: LostCredentials;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    [statuses, service] = [new ReportedStatuses(), new MemorySourceService()];
    gateway = await renew({ secrets: statuses.secrets, sourceService: service });
    const { credentials: store, secrets } = gateway.ports;
    const references = gateway.app.get(References, { strict: false }).to('credential');
    lost = new LostCredentials({ store, secrets, references });
  });

  const find = (waits?: RefusedTries) => lost.find(gateway.owner, waits);

  it('are those that the service refuses, while something uses them', async () => {
    const credential = await addConnected(gateway);
    await statuses.report(credential, 'needs_reauth');
    expect(await find()).toEqual([]);
    await addSource(gateway, { name: 'Calls', type: 'zoom', credentialId: credential.id });
    const { id, grantId } = credential;
    expect(await find()).toEqual([{ id, grantId, type: 'zoom', name: 'Our account', reason: 'refused', usedBy: ['Calls'] }]);
    expect(await lost.find('another library')).toEqual([]);
    // The refusal was about the earlier consent.
    await reconnect(gateway, credential);
    expect(await find()).toEqual([]);
  });

  it('are those whose account was connected, but is not any more', async () => {
    const credential = await addConnected(gateway);
    await addSource(gateway, { type: 'zoom', credentialId: credential.id });
    await gateway.ports.credentials.change(credential.id, { connectedAt: null });
    expect(await find()).toMatchObject([{ id: credential.id, reason: 'not-connected' }]);
  });

  it('are new ones only if an item waits for them, because their owner may be setting them up', async () => {
    const { owner: libraryId, ports } = gateway;
    const content = { type: 'zoom', name: 'New', grantId: 'g', sealedClient: 'x', account: undefined } as const;
    const { id } = await ports.credentials.add({ libraryId, ...content });
    await addSource(gateway, { type: 'zoom', credentialId: id });
    expect(await find()).toEqual([]);
    expect(await find(new Map([[id, '2026-02-05T10:00:00.000Z']]))).toMatchObject([{ id, reason: 'not-connected' }]);
    expect(await lost.listIds(libraryId)).toEqual(new Set([id]));
  });

  it('are those that an item has found to lack a permission since they were connected', async () => {
    const { id } = await addConnected(gateway);
    expect(await find(new Map([[id, '2026-02-05T09:30:00.000Z']]))).toMatchObject([{ id, reason: 'missing-permissions' }]);
    expect(await find(new Map([[id, '2026-02-05T08:30:00.000Z']]))).toEqual([]);
  });

  it('are secrets that the service refuses, until they are replaced, although an item still waits', async () => {
    const { owner: libraryId, ports } = gateway;
    const content = { type: 'token', name: 'Page', grantId: 'first', sealedClient: undefined, account: undefined } as const;
    const credential = await ports.credentials.add({ libraryId, ...content });
    const waits = new Map([[credential.id, '2026-02-05T10:00:00.000Z']]);
    await statuses.report(credential, 'needs_reauth');
    expect(await find(waits)).toMatchObject([{ id: credential.id, reason: 'refused' }]);
    await ports.credentials.change(credential.id, { grantId: 'second' });
    expect(await find(waits)).toEqual([]);
  });

  it('are those that lack a permission, as long as the newest sync of a source fails for that', async () => {
    const credential = await addConnected(gateway);
    const { id } = await addSource(gateway, { type: 'zoom', credentialId: credential.id });
    await statuses.report(credential, 'ok');
    const sync = async (): Promise<void> => {
      await gateway.sourceSyncs.syncSource(id, { trigger: 'user' });
    };
    service.before = () => {
      throw new SourceProblem({ code: RECONNECT, message: 'The app lacks a scope' });
    };
    await sync();
    expect(await find()).toMatchObject([{ id: credential.id, reason: 'missing-permissions', usedBy: ['Lectures'] }]);
    const again = await gateway.ports.credentials.change(credential.id, {
      grantId: 'newer',
      connectedAt: '2126-02-05T09:00:00.000Z',
    });
    expect([again?.id, await find()]).toEqual([credential.id, []]);
    await gateway.ports.credentials.change(credential.id, { connectedAt: '2026-02-05T09:00:00.000Z' });
    expect(await find()).toHaveLength(1);
    service.before = () => {
      throw new SourceProblem({ code: 'source-unreachable', message: 'It is away' });
    };
    await sync();
    expect(await find()).toEqual([]);
  });
});
