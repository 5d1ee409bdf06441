import { Journey, STAGES, aConfig, aRun } from '@throughline/domain/testing';

const PAST = '2000-01-01T00:00:00.000Z';
const FAR = '2199-01-01T00:00:00.000Z';
const by = 'owner-1';

const buildLife = (tell: (journey: Journey) => void, journey: Journey = new Journey().register()): Journey => {
  tell(journey);
  return journey;
};

/** Returns histories with states that random histories rarely reach. */
export const constructedLives = (): readonly Journey[] => [
  new Journey().register(),
  buildLife((one) => {
    one.send({ type: 'RegisterAsset', assetId: one.assetId, owner: by, title: 't', language: 'en', isMapped: true });
  }, new Journey()),
  buildLife((one) => {
    one.send({ type: 'DeleteAsset', by, expiresAt: FAR });
  }),
  buildLife((one) => {
    one.send({ type: 'DeleteAsset', by, expiresAt: PAST });
    one.send({ type: 'ExpireAsset' });
  }),
  buildLife((one) => {
    one.start('DOWNLOAD');
    one.erase();
  }, aRun()),
  buildLife((one) => {
    one.start('DOWNLOAD');
    one.send({ type: 'PauseRun', by, until: FAR });
  }, aRun()),
  buildLife((one) => {
    one.start('DOWNLOAD');
    one.send({ type: 'PauseRun', by });
  }, aRun()),
  buildLife((one) => {
    one.start('DOWNLOAD');
    one.send({ type: 'CancelRun', by });
  }, aRun()),
  buildLife((one) => {
    one.start('DOWNLOAD');
    one.wait('DOWNLOAD');
  }, aRun()),
  buildLife((one) => {
    one.through('DOWNLOAD', ...STAGES);
    one.start('deliver:library');
    one.complete('deliver:library', { result: { unconfirmed: true } });
  }, aRun()),
  aRun(aConfig(['library'], { auto_upload: false })).through('DOWNLOAD', ...STAGES),
  aRun().through('DOWNLOAD', ...STAGES, 'deliver:library'),
];
