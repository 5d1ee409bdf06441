import { matchRequests } from '@throughline/strict-fakes';
import { changeableTextsContract } from '../../testing/changeable-texts.contract.js';
import { VkAccount } from '#testing/vk/vk-account.js';

changeableTextsContract('vk', async () => {
  const account = await VkAccount.open();
  return {
    open: () => account.destination(),
    shown: () => account.fake.uploaded.map(({ title, description }) => ({ title, description })),
    removeAll: () => {
      account.fake.videos.all.clear();
    },
    disturb: (fault) => {
      account.fake.faults.add({ fault, on: matchRequests('POST', /video.edit/) });
    },
    close: async () => {
      expect(account.fake.troubles).toEqual([]);
      await account.close();
    },
  };
});

describe('the answer of VK to changed texts', () => {
  it('may be a number or an object', async () => {
    const account = await VkAccount.open();
    const { id, owner } = account.fake.videos.save(210_700_286, { title: 'A talk', description: '', privacy: undefined });
    Object.assign(account.fake.videos.require(owner, id), { content: Buffer.from('frames') });
    const answer = { kind: 'answer', status: 200, body: '{"response":1}' } as const;
    account.fake.faults.add({ fault: answer, on: matchRequests('POST', /video.edit/) });
    const externalId = `${String(owner)}_${String(id)}`;
    const { signal } = new AbortController();
    expect(await account.destination().updateTexts({ externalId, title: 'Another', description: '', signal })).toEqual({});
    await account.close();
  });
});
