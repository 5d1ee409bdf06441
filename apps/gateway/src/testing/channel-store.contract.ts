import { ulid } from 'ulid';
import type { Channel, AnnouncedChannel, NewChannel } from '../channels/channel.js';
import type { ChannelStore } from '../channels/channel-store.js';

export interface ChannelStoreHarness {
  readonly store: ChannelStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly setDisabled: (id: string, disabled: boolean) => Promise<void>;
  readonly addCredential: (libraryId: string) => Promise<number>;
  readonly removeCredential: (id: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

const announceNothing = (): Promise<void> => Promise.resolve();
const always = (): boolean => true;
const failAnnouncement = (): Promise<void> => Promise.reject(new Error('nobody listens'));
let lastHash = 0;
const aHash = (): string => {
  lastHash += 1;
  return String(lastHash).padStart(64, '0');
};

export function channelStoreContract(name: string, open: () => Promise<ChannelStoreHarness>): void {
  describe(`${name} fulfils the ChannelStore contract`, () => {
    let harness: ChannelStoreHarness;
    let store: ChannelStore;
    let libraryId: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      libraryId = ulid();
      await harness.addUser(libraryId);
    });
    const fresh = (given: Partial<NewChannel> = {}): NewChannel => ({
      libraryId,
      name: 'audits',
      actionType: 'update_origin',
      fieldMap: { status: 'Transcript Process Status' },
      credentialId: undefined,
      dataSourceId: undefined,
      outputs: ['drive'],
      language: 'auto',
      secretHash: aHash(),
      ...given,
    });
    const add = async (given: Partial<NewChannel> = {}): Promise<Channel> => {
      const added = await store.add(fresh(given), announceNothing);
      if (typeof added === 'string') throw new Error(added);
      return added;
    };

    it('assigns numbers, lists a library’s channels oldest first, and finds them', async () => {
      const credentialId = await harness.addCredential(libraryId);
      const [one, two] = [await add(), await add({ name: 'talks', credentialId, dataSourceId: 'ds', outputs: [] })];
      expect(two.id).toBeGreaterThan(one.id);
      expect(await store.list(libraryId)).toEqual([one, two]);
      expect(await store.find(two.id)).toEqual(two);
      expect(two).toMatchObject({ version: 1, credentialId, dataSourceId: 'ds', outputs: [] });
      expect(one).toMatchObject({ fieldMap: { status: 'Transcript Process Status' }, credentialId: undefined });
      expect(await store.list(ulid())).toEqual([]);
    });

    it('finds a channel only by its name and its secret together', async () => {
      const { id, secretHash } = await add();
      expect(await store.findBySecret('audits', secretHash)).toMatchObject({ id });
      expect(await store.findBySecret('talks', secretHash)).toBeUndefined();
      expect(await store.findBySecret('audits', aHash())).toBeUndefined();
    });

    it('finds no channel by its secret while the library’s owner is disabled', async () => {
      const { id, secretHash } = await add();
      await harness.setDisabled(libraryId, true);
      expect(await store.findBySecret('audits', secretHash)).toBeUndefined();
      expect(await store.find(id)).toMatchObject({ id });
      await harness.setDisabled(libraryId, false);
      expect(await store.findBySecret('audits', secretHash)).toMatchObject({ id });
    });

    it('keeps names unique within a library', async () => {
      const other = ulid();
      await harness.addUser(other);
      const first = await add();
      const second = await add({ name: 'talks' });
      expect(await store.add(fresh(), announceNothing)).toBe('name-taken');
      expect(await store.change(second.id, { name: 'audits' }, { isExpected: always, announce: announceNothing })).toEqual({
        kind: 'name-taken',
      });
      await add({ libraryId: other });
      await store.remove(first.id, announceNothing);
      await add();
    });

    it('refuses a missing credential, and prevents the removal of one that is used', async () => {
      const [gone, credentialId] = [await harness.addCredential(libraryId), await harness.addCredential(libraryId)];
      const one = await add({ credentialId });
      expect(await harness.removeCredential(credentialId)).toBe(false);
      expect(await harness.removeCredential(gone)).toBe(true);
      expect(await store.add(fresh({ name: 'talks', credentialId: gone }), announceNothing)).toBe('credential-gone');
      const named = await store.change(one.id, { credentialId: gone }, { isExpected: always, announce: announceNothing });
      expect(named).toEqual({ kind: 'credential-gone' });
      expect(await store.list(libraryId)).toEqual([one]);
      await store.remove(one.id, announceNothing);
      expect(await harness.removeCredential(credentialId)).toBe(true);
    });

    it('changes only the given fields, removes null fields, and increases the version', async () => {
      const credentialId = await harness.addCredential(libraryId);
      const { id } = await add({ credentialId, dataSourceId: 'ds' });
      const change = { fieldMap: { status: 'Stand' }, actionType: 'none' as const, dataSourceId: null };
      expect(await store.change(id, change, { isExpected: always, announce: announceNothing })).toMatchObject({
        kind: 'changed',
        channel: { version: 2, actionType: 'none', fieldMap: { status: 'Stand' }, credentialId, dataSourceId: undefined },
      });
      expect(await store.find(id)).toMatchObject({ version: 2, name: 'audits', outputs: ['drive'] });
      expect(
        await store.change(id, { outputs: [] }, { isExpected: ({ version }) => version === 1, announce: announceNothing }),
      ).toEqual({
        kind: 'other',
      });
      expect(await store.change(0, {}, { isExpected: always, announce: announceNothing })).toEqual({ kind: 'absent' });
    });

    it('lets one of several concurrent changes succeed', async () => {
      const { id } = await add();
      const changes = ['en', 'de', 'fr', 'it'].map((language) =>
        store.change(id, { language }, { isExpected: ({ version }) => version === 1, announce: announceNothing }),
      );
      const kinds = (await Promise.all(changes)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'changed')).toHaveLength(1);
    });

    it('changes nothing if the announcement fails', async () => {
      const one = await add();
      await expect(store.add(fresh({ name: 'talks' }), failAnnouncement)).rejects.toThrow('nobody listens');
      await expect(store.change(one.id, { language: 'en' }, { isExpected: always, announce: failAnnouncement })).rejects.toThrow(
        'nobody listens',
      );
      await expect(store.remove(one.id, failAnnouncement)).rejects.toThrow('nobody listens');
      expect(await store.list(libraryId)).toEqual([one]);
    });

    it('announces the final state last, even with concurrent changes', async () => {
      const { id } = await add();
      const announced: AnnouncedChannel[] = [];
      const announce = (channel: AnnouncedChannel): Promise<void> => {
        announced.push(channel);
        return Promise.resolve();
      };
      await Promise.all([
        ...['en', 'de', 'fr'].map((language) => store.change(id, { language }, { isExpected: always, announce })),
        store.announceAgain(id, announce),
      ]);
      expect(announced).toHaveLength(4);
      expect(announced.at(-1)).toEqual(await store.find(id));
    });

    it('keeps only the number of a removed channel, and announces its removal again', async () => {
      const { id, secretHash } = await add();
      const announced: AnnouncedChannel[] = [];
      const announce = (channel: AnnouncedChannel): Promise<void> => {
        announced.push(channel);
        return Promise.resolve();
      };
      await store.remove(id, announce);
      await store.remove(id, announce);
      expect([await store.find(id), await store.findBySecret('audits', secretHash)]).toEqual([undefined, undefined]);
      expect(await store.list(libraryId)).toEqual([]);
      expect(await store.numbers()).toContain(id);
      await store.announceAgain(id, announce);
      expect(announced).toEqual([
        { id, removed: true },
        { id, removed: true },
      ]);
    });
  });
}
