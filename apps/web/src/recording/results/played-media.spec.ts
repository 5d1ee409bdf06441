import type { Artifact } from '@throughline/api-client';
import { elementKey, findBreak, findOwnFile, findPlayNote, findPlayedMedia, type WebVersion } from './played-media.js';

const SHA = 'a'.repeat(64);
const file = (role: string, media_type: string, sha256 = SHA): Artifact => ({
  name: role,
  role,
  media_type,
  size: 1,
  sha256,
  url: `/x/${role}`,
});
const none: WebVersion = { state: 'none', file_sha256: null, web_state: null, web_url: null, web_media_type: null };
const made: WebVersion = {
  state: 'ready',
  file_sha256: SHA,
  web_state: 'ready',
  web_url: '/x/web.mp4',
  web_media_type: 'video/mp4',
};

describe('the player of a recording', () => {
  it('plays the trimmed file, whose times the transcript has, before the original', () => {
    const [source, audio, video] = [file('source', 'audio/mpeg'), file('audio', 'audio/mpeg'), file('video', 'video/mp4')];
    expect(findPlayedMedia([audio, source, video], none)).toBe(video);
    expect(findPlayedMedia([source, audio], none)).toBe(audio);
    expect(findPlayedMedia([source], none)).toBe(source);
    expect(findPlayedMedia([], none)).toBeUndefined();
  });

  it('plays the version for browsers, unless that is of an earlier file', () => {
    const video = file('video', 'video/x-matroska');
    expect(findPlayedMedia([video], made)).toEqual({ url: '/x/web.mp4', media_type: 'video/mp4', sha256: SHA });
    expect(findPlayedMedia([video], { ...made, file_sha256: 'b' })).toBe(video);
    expect(findPlayedMedia([file('source', 'application/octet-stream')], made)?.url).toBe('/x/web.mp4');
  });

  it('plays the sound while a file without a known type has no version for browsers', () => {
    const [film, sound] = [file('video', 'application/octet-stream'), file('audio', 'audio/mpeg', 'c')];
    expect(findOwnFile([sound, film])).toBe(film);
    expect(findPlayedMedia([sound, film], none)).toBe(sound);
    expect(findPlayedMedia([film], none)).toBeUndefined();
  });

  it.each<[string, Partial<WebVersion>, boolean, string | undefined]>([
    ['nothing while the file plays', {}, false, undefined],
    ['nothing for a file that browsers play', { web_state: 'not-needed', state: 'ready' }, false, undefined],
    ['that other browsers need a version', { web_state: 'pending', state: 'requested' }, false, 'forOthers'],
    ['that other browsers need a version, which failed', { web_state: 'failed', state: 'ready' }, false, 'failed'],
    ['that other browsers need a version, whose attempts failed', { web_state: 'pending', state: 'failed' }, false, 'failed'],
    ['that other browsers need a version, and the run is paused', { web_state: 'pending', state: 'paused' }, false, 'paused'],
    ['that other browsers need a version, which was stopped', { web_state: 'pending', state: 'stopped' }, false, 'stopped'],
    ['that the version waits for a paused run', { web_state: 'pending', state: 'paused' }, true, 'paused'],
    ['that the version was stopped', { web_state: null, state: 'stopped' }, true, 'stopped'],
    ['that the version is being made', { web_state: 'pending', state: 'incomplete' }, true, 'making'],
    ['that the version may be made', { web_state: null, state: 'requested' }, true, 'making'],
    ['that the version could not be made', { web_state: 'failed', state: 'ready' }, true, 'failed'],
    ['that the file cannot be read', { web_state: 'pending', state: 'failed' }, true, 'failed'],
    ['that this browser is the reason', { web_state: 'not-needed', state: 'ready' }, true, 'refused'],
    ['that nobody has asked for a version', {}, true, 'missing'],
  ])('says %s', (_, previews, isRefused, note) => {
    const known = { ...none, file_sha256: SHA, ...previews };
    expect(findPlayNote({ own: { sha256: SHA }, previews: known, isWebVersion: false, isRefused })).toBe(note);
  });

  it('says nothing about the version of an earlier file, nor while the version plays', () => {
    const own = { sha256: 'b' };
    expect(findPlayNote({ own, previews: { ...made, web_state: 'failed' }, isWebVersion: false, isRefused: true })).toBe(
      'missing',
    );
    expect(findPlayNote({ own, previews: made, isWebVersion: true, isRefused: false })).toBeUndefined();
    expect(findPlayNote({ own, previews: made, isWebVersion: true, isRefused: true })).toBe('refused');
  });
});

describe('the element of a player', () => {
  const own = { sha256: SHA, media_type: 'video/x-matroska' };

  it('stays for the version for browsers, so that focus and full screen stay too', () => {
    expect(elementKey({ sha256: SHA, media_type: 'video/mp4' })).toBe(elementKey(own));
  });

  it('is another one for another file, and for sound from a video container', () => {
    expect(elementKey({ ...own, sha256: 'b'.repeat(64) })).not.toBe(elementKey(own));
    expect(elementKey({ sha256: SHA, media_type: 'audio/mp4' })).not.toBe(elementKey(own));
    expect(elementKey({ media_type: 'audio/mp4' })).not.toBe(elementKey({ media_type: 'video/mp4' }));
  });
});

describe('a file that breaks off', () => {
  it('is found by its end, which is well before the length that it states', () => {
    expect(findBreak({ stated: 96, found: 40.5 })).toBe(40.5);
    expect(findBreak({ stated: 7_200, found: 7_000 })).toBe(7_000);
  });

  it.each([
    ['the sound ends a little before the picture', { stated: 96, found: 94.1 }],
    ['a long recording ends a minute early', { stated: 7_200, found: 7_140 }],
    ['it is longer than stated', { stated: 10, found: 20 }],
    ['nothing is known yet', { stated: undefined, found: undefined }],
    ['the browser has not read it', { stated: 96, found: undefined }],
  ])('is not assumed if %s', (_, lengths) => {
    expect(findBreak(lengths)).toBeUndefined();
  });
});
