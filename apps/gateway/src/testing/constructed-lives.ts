import { Journey, STAGES, aRun } from '@throughline/domain/testing';

const PAST = '2000-01-01T00:00:00.000Z';
const FAR = '2199-01-01T00:00:00.000Z';
const by = 'owner-1';

const lifeOf = (tell: (journey: Journey) => void, journey: Journey = new Journey().register()): Journey => {
  tell(journey);
  return journey;
};

/** Ends and turns of a life that random histories seldom come to. */
export const constructedLives = (): readonly Journey[] => [
  new Journey().register(),
  lifeOf((one) => {
    one.send({ type: 'RegisterAsset', assetId: one.assetId, owner: by, title: 't', language: 'en', isMapped: true });
  }, new Journey()),
  lifeOf((one) => {
    one.send({ type: 'DeleteAsset', by, expiresAt: FAR });
  }),
  lifeOf((one) => {
    one.send({ type: 'DeleteAsset', by, expiresAt: PAST });
    one.send({ type: 'ExpireAsset' });
  }),
  lifeOf((one) => {
    one.start('DOWNLOAD');
    one.erase();
  }, aRun()),
  lifeOf((one) => {
    one.start('DOWNLOAD');
    one.send({ type: 'PauseRun', by, until: FAR });
  }, aRun()),
  lifeOf((one) => {
    one.start('DOWNLOAD');
    one.send({ type: 'PauseRun', by });
  }, aRun()),
  lifeOf((one) => {
    one.start('DOWNLOAD');
    one.send({ type: 'CancelRun', by });
  }, aRun()),
  lifeOf((one) => {
    one.through('DOWNLOAD', ...STAGES);
    one.start('deliver:library');
    one.complete('deliver:library', { result: { unconfirmed: true } });
  }, aRun()),
  aRun().through('DOWNLOAD', ...STAGES, 'deliver:library'),
];
