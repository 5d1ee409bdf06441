import {
  ServiceClient,
  createGoogleEndpoints,
  createOAuthProvider,
  createVkEndpoints,
  type ServiceClientRequest,
} from '@throughline/credentials';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { VkClient } from './vk/vk-client.js';
import { YouTubeClient } from './youtube/youtube-client.js';

/** The requirements, in milliseconds (TMO-01 to TMO-03). */
const [THUMBNAIL, CAPTIONS, OTHER] = [60_000, 120_000, 30_000];
const ORIGIN = 'http://127.0.0.1:9';
const SESSION = `${ORIGIN}/session`;
const PICTURE = Buffer.from('picture');
/** The longest silence that every request may have by default. */
const SILENCE_MS = 60_000;

const NO_REPORTS = { get: () => Promise.resolve('token'), accepted: () => Promise.resolve(), refused: () => Promise.resolve() };

type Call = (signal: AbortSignal) => Promise<unknown>;

interface LimitedRequest {
  readonly operation: string;
  readonly limitMs: number;
  readonly call: Call;
}

const SNIPPET = { title: 't', categoryId: '22' };
const VIDEO_METADATA = { title: 't', description: '', tags: [], categoryId: '22', privacy: 'private', madeForKids: false };

describe('a call to a platform without an answer', () => {
  let line: ServiceClient;
  let requests: ServiceClientRequest[];
  /** Answers of the service before it stops answering. */
  let answers: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    [line, requests, answers] = [new ServiceClient('Google', parseAllowedHosts('127.0.0.1')), [], []];
    jest.spyOn(line, 'ask').mockImplementation((_, request) => {
      const text = answers.shift();
      if (text !== undefined) return Promise.resolve({ status: 200, header: () => undefined, text });
      requests.push(request);
      return new Promise(() => undefined);
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  async function expectLimit({ operation, limitMs, call }: LimitedRequest): Promise<void> {
    let ended: unknown;
    call(new AbortController().signal).catch((error: unknown) => {
      ended = error;
    });
    await jest.advanceTimersByTimeAsync(limitMs - 1);
    expect(ended).toBeUndefined();
    const [{ signal, silenceMs = SILENCE_MS } = {}, ...others] = requests;
    expect([others, signal?.aborted]).toEqual([[], false]);
    // Otherwise the connection would end before the call does, with another error.
    expect(silenceMs).toBeGreaterThan(limitMs);
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toMatchObject({
      kind: 'waiting',
      code: 'output-not-responding',
      message: expect.stringContaining(`within ${String(limitMs / 1_000)} s (${operation})`) as string,
    });
    expect(signal?.aborted).toBe(true);
  }

  const youtube = (): YouTubeClient =>
    new YouTubeClient({ line, apiUrl: ORIGIN, tokens: { get: () => Promise.resolve('token') }, credential: 7 });
  const track = { video: 'v', language: 'en', name: '' };
  /** By the name of the client's method, so that none is forgotten. */
  const YOUTUBE: Readonly<Record<string, readonly [string, number, Call]>> = {
    findChannel: ['find the channel', OTHER, (signal) => youtube().findChannel(signal)],
    begin: ['start the upload', OTHER, (signal) => youtube().begin(VIDEO_METADATA, { size: 1, mediaType: 'video/mp4' }, signal)],
    hasVideo: ['find the video', OTHER, (signal) => youtube().hasVideo('v', signal)],
    getSnippet: ['read the texts of the video', OTHER, (signal) => youtube().getSnippet('v', signal)],
    replaceSnippet: ['change the texts of the video', OTHER, (signal) => youtube().replaceSnippet('v', SNIPPET, signal)],
    listCaptions: ['list the subtitles', OTHER, (signal) => youtube().listCaptions('v', signal)],
    addCaptions: ['upload the subtitles', CAPTIONS, (signal) => youtube().addCaptions(track, PICTURE, signal)],
    replaceCaptions: ['upload the subtitles', CAPTIONS, (signal) => youtube().replaceCaptions('c', PICTURE, signal)],
    setThumbnail: ['upload the thumbnail', THUMBNAIL, (signal) => youtube().setThumbnail('v', PICTURE, signal)],
    findPlaylistOwner: ['find the playlist', OTHER, (signal) => youtube().findPlaylistOwner('PL', signal)],
    isInPlaylist: ['look into the playlist', OTHER, (signal) => youtube().isInPlaylist('PL', 'v', signal)],
    addToPlaylist: ['add the video to the playlist', OTHER, (signal) => youtube().addToPlaylist('PL', 'v', signal)],
  };

  it.each(Object.entries(YOUTUBE))('ends in time at YouTube: %s (TMO-01 to TMO-04)', (_, [operation, limitMs, call]) =>
    expectLimit({ operation, limitMs, call }),
  );

  it.each<[string, Call]>([
    ['ask the upload session for its state', (signal) => youtube().uploads.status(SESSION, 9, signal)],
    ['end the upload session', (signal) => youtube().uploads.end(SESSION, signal)],
  ])('ends in time at an upload session of YouTube: %s (TMO-03)', (operation, call) =>
    expectLimit({ operation, limitMs: OTHER, call }),
  );

  it.each([
    ['youtube', createGoogleEndpoints],
    ['vk', createVkEndpoints],
  ] as const)('ends in time when it asks whose account a token belongs to: %s (TMO-03)', (type, createEndpoints) => {
    const oauth = createOAuthProvider(type, { line, endpoints: createEndpoints(ORIGIN) });
    return expectLimit({ operation: 'find the account', limitMs: OTHER, call: (signal) => oauth.whoIs('token', { signal }) });
  });

  const vk = (): VkClient => new VkClient({ line, apiUrl: ORIGIN, credential: 7, tokens: NO_REPORTS });
  const video = { owner: 1, id: 2 };
  const newVideo = { title: 't', description: '', group: undefined, privacy: undefined };
  const VK: Readonly<Record<string, readonly [string, number, Call]>> = {
    checkAccess: ['video.get', OTHER, (signal) => vk().checkAccess(1, signal)],
    save: ['video.save', OTHER, (signal) => vk().save(newVideo, signal)],
    delete: ['video.delete', OTHER, (signal) => vk().delete(video, signal)],
    hasVideo: ['video.get', OTHER, (signal) => vk().hasVideo(video, signal)],
    findArrival: ['video.get', OTHER, (signal) => vk().findArrival(video, signal)],
    edit: ['video.edit', OTHER, (signal) => vk().edit(video, { title: 't', description: '' }, signal)],
    requireAlbum: ['video.getAlbumById', OTHER, (signal) => vk().requireAlbum(1, 3, signal)],
    listAlbums: ['video.getAlbumsByVideo', OTHER, (signal) => vk().listAlbums(video, signal)],
    addToAlbum: ['video.addToAlbum', OTHER, (signal) => vk().addToAlbum(video, 3, signal)],
    setThumbnail: ['video.getThumbUploadUrl', OTHER, (signal) => vk().setThumbnail(video, PICTURE, signal)],
  };

  it.each(Object.entries(VK))('ends in time at VK: %s (TMO-03, TMO-04)', (_, [operation, limitMs, call]) =>
    expectLimit({ operation, limitMs, call }),
  );

  const uploadUrl = JSON.stringify({ response: { upload_url: SESSION } });
  it.each([
    ['the upload of the thumbnail', THUMBNAIL, [uploadUrl]],
    ['video.saveUploadedThumb', OTHER, [uploadUrl, '{}']],
  ])('ends in time during the thumbnail of a video at VK: %s (TMO-01, TMO-04)', (operation, limitMs, before) => {
    answers.push(...before);
    return expectLimit({ operation, limitMs, call: (signal) => vk().setThumbnail(video, PICTURE, signal) });
  });

  it('is in these lists for each method of the clients (TMO-06)', () => {
    const methodsOf = ({ prototype }: { readonly prototype: object }): readonly string[] =>
      Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    expect(methodsOf(YouTubeClient)).toEqual(Object.keys(YOUTUBE));
    // The upload of the video itself has no limit, but may not stall.
    expect(methodsOf(VkClient).filter((name) => name !== 'upload')).toEqual(Object.keys(VK));
  });
});
