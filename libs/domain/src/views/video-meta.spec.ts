import { itemOf } from '../testing/describe-decision.js';
import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';

const VIDEO = { external_id: 'abcdefghijk', delivery_key: 'k' };
const config = {
  ...aConfig(),
  outputs: [{ name: 'tube', type: 'youtube', settings: { playlist: 'PLtalks', captions: true } }],
};

describe('a video at YouTube', () => {
  const delivered = (): Journey => {
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:tube');
    journey.complete('deliver:tube', { result: VIDEO, url: 'https://www.youtube.com/watch?v=abcdefghijk' });
    return journey;
  };
  const metaOf = (journey: Journey): unknown => itemOf(journey).outputs[0]?.target_meta;

  it('has its id and address before any follow-up begins (UPL-06, UPL-08)', () => {
    expect(metaOf(delivered())).toMatchObject({
      platform: 'youtube',
      video_id: 'abcdefghijk',
      video_url: 'https://www.youtube.com/watch?v=abcdefghijk',
      thumbnail_set: false,
      added_to_playlist: false,
      playlist_id: 'PLtalks',
      playlist_error: null,
    });
  });

  it('shows what its follow-ups did, and the error of a playlist, while it stays uploaded (UPL-09)', () => {
    const journey = delivered();
    journey.start('deliver:tube/playlist');
    journey.fail('deliver:tube/playlist', { retryable: false, message: 'The playlist does not exist' });
    expect(metaOf(journey)).toMatchObject({ added_to_playlist: false, playlist_error: 'The playlist does not exist' });
    expect(itemOf(journey).outputs[0]).toMatchObject({ status: 'UPLOADED', failed: false });
    journey.send({ type: 'RetryFollowUp', by: 'owner-1', step: 'deliver:tube/playlist' });
    journey.start('deliver:tube/playlist');
    journey.complete('deliver:tube/playlist', { result: { playlist_id: 'PLtalks' } });
    expect(metaOf(journey)).toMatchObject({ added_to_playlist: true, playlist_id: 'PLtalks', playlist_error: null });
  });
});
