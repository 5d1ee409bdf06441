import { ulid } from 'ulid';
import type { LibraryRole } from '../../../kit/http/access.js';
import { openMemoryGateway, type MemoryGateway } from '../../../testing/memory-gateway.js';
import { readZip } from '../../../testing/read-zip.js';
import { upload } from '../../../testing/upload.js';

describe('an export whose user loses a library meanwhile', () => {
  const member = ulid();
  let gateway: MemoryGateway;
  let onItem: () => Promise<unknown>;
  beforeEach(async () => {
    onItem = () => Promise.resolve();
    gateway = await openMemoryGateway({
      failpoint: async (place, count) => {
        if (place === 'gateway.export-item' && count === '2') await onItem();
      },
    });
  });
  afterEach(() => gateway.close());

  it.each<[string, LibraryRole | undefined]>([
    ['ended', undefined],
    ['lowered', 'operator'],
  ])('offers none of its items after the role was %s', async (_, role) => {
    const token = await gateway.tokenFor(['write'], member);
    await gateway.ports.libraries.addMember(gateway.owner, member, 'owner');
    await upload(gateway, { token, fields: { title: 'Kilimanjaro' } });
    await upload(gateway, { fields: { title: 'Zanzibar' } });
    const libraryId = gateway.owner;
    onItem = () => gateway.ports.libraries.changeMember({ libraryId, userId: member, by: libraryId }, role);
    const { id } = await gateway.ports.exports.add(ulid(), member);
    const find = () => gateway.ports.exports.find(member, id);

    await gateway.exports.resume();
    expect(await find()).toMatchObject({ state: 'running', archive: undefined });

    await gateway.exports.resume();
    const done = await find();
    expect(done).toMatchObject({ state: 'ready', items: 1 });
    const { stream } = await gateway.artifacts.open(done?.archive?.key ?? '');
    const files = await readZip(Buffer.concat((await stream.toArray()) as Buffer[]));
    const all = Buffer.concat([...files.values()]).toString('utf8');
    expect(all).toContain('Kilimanjaro');
    expect(all).not.toContain('Zanzibar');
  });
});
