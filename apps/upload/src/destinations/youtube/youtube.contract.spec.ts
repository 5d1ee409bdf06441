import { destinationContract } from '../../testing/destination.contract.js';
import { YouTubeAccount, asVideo } from '#testing/youtube/youtube-account.js';
import type { YouTubeDestination } from './youtube-destination.js';

/** Videos have no file name and no id of ours, so the title tells which item they belong to. */
function titled(destination: YouTubeDestination): YouTubeDestination {
  const open = destination.open.bind(destination);
  return Object.assign(destination, {
    open: (...[request, signal]: Parameters<typeof open>) => open({ ...asVideo(request), title: request.assetId }, signal),
  });
}

destinationContract(
  'a YouTube channel',
  { class: 'session', canBeAsked: false, refusesSharedLocations: false, holdsOneFile: true },
  async () => {
    const account = await YouTubeAccount.open();
    const { youtube } = account.fake;
    return {
      destination: titled(account.destination()),
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
