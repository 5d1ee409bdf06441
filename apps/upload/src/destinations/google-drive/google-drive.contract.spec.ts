import { destinationContract } from '../../testing/destination.contract.js';
import { DriveAccount } from '#testing/google-drive/drive-account.js';

for (const settings of [{}, { path: 'Talks/{year}' }]) {
  destinationContract(
    `a Google Drive${settings.path === undefined ? '' : ' with folders by the day'}`,
    { class: 'session', canBeAsked: true, refusesSharedLocations: false, hasFolders: true },
    async () => {
      const account = await DriveAccount.open();
      return {
        destination: account.destination(settings),
        objects: (assetId) => Promise.resolve(account.objects(assetId)),
        foldersOf: (assetId) => Promise.resolve(account.foldersOf(assetId).map((path) => path.replace(/^Talks\/20\d\d\//, ''))),
        leftovers: async () => (await account.leftovers()).filter((name) => name !== 'Talks' && !/^20\d\d$/.test(name)),
        sessions: () => account.sessions(),
        close: async () => {
          expect(account.fake.troubles).toEqual([]);
          await account.close();
        },
      };
    },
  );
}
