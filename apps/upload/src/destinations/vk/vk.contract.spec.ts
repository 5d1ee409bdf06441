import { destinationContract } from '../../testing/destination.contract.js';
import { withItemAsTitle } from '#testing/videos/video-requests.js';
import { VkAccount } from '#testing/vk/vk-account.js';

destinationContract(
  'a page at VK',
  { class: 'session', canBeAsked: false, refusesSharedLocations: false, holdsOneFile: true },
  async () => {
    const account = await VkAccount.open();
    return {
      destination: withItemAsTitle(account.destination()),
      objects: (assetId) =>
        Promise.resolve(
          account.fake.uploaded
            .filter(({ title }) => title === assetId)
            .map(({ content }) => ({ 'video.mp4': content?.toString() ?? '' })),
        ),
      leftovers: () => Promise.resolve([]),
      sessions: () => Promise.resolve(account.empty),
      close: async () => {
        // A client that gives up an upload is no trouble of the fake.
        expect(account.fake.troubles.filter((trouble) => String(trouble) !== 'Error: aborted')).toEqual([]);
        await account.close();
      },
    };
  },
);
