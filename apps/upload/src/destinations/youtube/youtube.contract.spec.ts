import { destinationContract } from '../../testing/destination.contract.js';
import { withItemAsTitle } from '#testing/videos/video-requests.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

destinationContract(
  'a YouTube channel',
  { class: 'session', canBeAsked: false, refusesSharedLocations: false, holdsOneFile: true },
  async () => {
    const account = await YouTubeAccount.open();
    const { youtube } = account.fake;
    return {
      destination: withItemAsTitle(account.destination()),
      objects: (assetId) =>
        Promise.resolve(
          youtube.videos.filter(({ title }) => title === assetId).map(({ content }) => ({ 'video.mp4': content.toString() })),
        ),
      leftovers: () => Promise.resolve([]),
      sessions: async () => {
        const urls = account.fake.uploads.open.map(({ id }) => id);
        const notes = await Promise.all(
          [...account.notesSealed.all.keys()].map(async (name) => [name, (await account.notes.read(name))?.text ?? ''] as const),
        );
        return urls.map((url) => notes.find(([, text]) => text.includes(url))?.[0].replace('youtube.', '') ?? url);
      },
      close: async () => {
        expect(account.fake.troubles).toEqual([]);
        await account.close();
      },
    };
  },
);
