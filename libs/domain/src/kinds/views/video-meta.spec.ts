import { itemOf } from '../../testing/describe-decision.js';
import { STAGES, aConfig, aRun, type Journey } from '../../testing/journey.js';

const VIDEO = { external_id: 'abcdefghijk', delivery_key: 'k' };
const config = {
  ...aConfig(),
  outputs: [{ name: 'tube', type: 'youtube', settings: { playlist: 'PLtalks', captions: true, thumbnail: 3 } }],
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
      thumbnail_error: null,
      captions_error: null,
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

const FOLLOW_UPS = [
  { type: 'youtube', name: 'thumbnail', settings: { thumbnail: 3 } },
  { type: 'youtube', name: 'captions', settings: { captions: true } },
  { type: 'vk', name: 'thumbnail', settings: { thumbnail: 3 } },
];

describe.each(FOLLOW_UPS)('the failed $name of a video at $type', ({ type, name, settings }) => {
  it('has its error in target_meta until a retry succeeds, and the output stays uploaded (UPL-09)', () => {
    const journey = aRun({ ...aConfig(), outputs: [{ name: 'video', type, settings }] }).through('DOWNLOAD', ...STAGES);
    const metaOf = (): unknown => itemOf(journey).outputs[0]?.target_meta;
    journey.start('deliver:video');
    journey.complete('deliver:video', { result: { external_id: '12_345' } });
    expect(metaOf()).toMatchObject({ [`${name}_error`]: null });
    journey.start(`deliver:video/${name}`);
    journey.fail(`deliver:video/${name}`, { retryable: false, message: 'The service refuses the file' });
    expect(metaOf()).toMatchObject({ thumbnail_set: false, [`${name}_error`]: 'The service refuses the file' });
    expect(itemOf(journey).outputs[0]).toMatchObject({ status: 'UPLOADED', failed: false });
    journey.send({ type: 'RetryFollowUp', by: 'owner-1', step: `deliver:video/${name}` });
    journey.start(`deliver:video/${name}`);
    journey.complete(`deliver:video/${name}`, { result: {} });
    expect(metaOf()).toMatchObject({ thumbnail_set: name === 'thumbnail', [`${name}_error`]: null });
  });
});

describe('a video at VK', () => {
  it('has its numbers, its address and its album (UPL-07)', () => {
    const outputs = [{ name: 'vk', type: 'vk', settings: { album: 7 } }];
    const journey = aRun({ ...aConfig(), outputs }).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:vk');
    journey.complete('deliver:vk', { result: { external_id: '-12_345' }, url: 'https://vk.com/video-12_345' });
    const meta = { platform: 'vk', video_id: 345, owner_id: -12, video_url: 'https://vk.com/video-12_345', thumbnail_set: false };
    const metaOf = (): unknown => itemOf(journey).outputs[0]?.target_meta;
    expect(metaOf()).toMatchObject({ ...meta, added_to_album: false, album_id: 7, album_error: null });
    journey.start('deliver:vk/album');
    journey.complete('deliver:vk/album', { result: { album_id: 7 } });
    expect(metaOf()).toMatchObject({ ...meta, added_to_album: true, album_id: 7, album_error: null });
  });
});
