import { testDepth } from '@throughline/contracts/testing';
import { badServersContract, type OutgoingAdapter, type OutgoingContract } from '@throughline/outgoing/testing';
import { mediaTools } from '@throughline/stack/testing';
import { EndpointClient } from '../../endpoint/client.js';
import type { EngineEndpoint } from '../../endpoint/endpoint.js';
import { jsonBody } from '../../endpoint/multipart.js';
import { beepsBetween, TestMedia } from '../../testing/test-media.js';
import { spokenTranscript } from '../../testing/topic-engine.contract.js';
import type { MediaTools } from '../../tools.js';
import { OpenAiTopicEngine } from '../../topics/openai-compatible/engine.js';
import type { SpeechInput } from '../speech-input.js';
import { OpenAiSpeechEngine } from './engine.js';

const away = { kind: 'waiting', code: 'engine-away' };
const timeout = { kind: 'retryable', code: 'engine-timeout' };
const failed = { kind: 'retryable', code: 'engine-failed' };

const contract: Omit<OutgoingContract, 'open'> = {
  verdicts: {
    silence: timeout,
    drops: timeout,
    'a broken line': failed,
    'trouble inside': failed,
    'too many requests': { kind: 'waiting', code: 'engine-busy' },
    otherwise: away,
  },
};

const endpointAt = (origin: string, timeoutMs: number): EngineEndpoint => ({
  name: 'mine',
  baseUrl: `${origin}/v1`,
  key: 'sk-secret',
  timeoutMs: 2 * timeoutMs,
  // On loopback a TCP connection is accepted or refused at once; only "no handshake" (https) needs the short limit.
  connectTimeoutMs: origin.startsWith('https:') ? timeoutMs : 600_000,
});

type Ask = (endpoint: EngineEndpoint, signal: AbortSignal | undefined) => Promise<unknown>;

const asking =
  (ask: Ask) =>
  (timeoutMs: number): OutgoingAdapter => ({
    call: (origin, signal) => ask(endpointAt(origin, timeoutMs), signal),
    close: () => undefined,
  });

badServersContract('EndpointClient', {
  ...contract,
  timeoutMs: 500,
  open: asking((endpoint, signal) => new EndpointClient(endpoint).post('/x', jsonBody({ a: 1 }), { signal })),
});

badServersContract('OpenAiTopicEngine', {
  ...contract,
  timeoutMs: 500,
  open: asking((endpoint, signal) => {
    const settings = { id: 'chat', model: 'm', responseFormat: 'none', windowCharacters: 20_000, granularity: 'medium' } as const;
    return new OpenAiTopicEngine({ ...settings, endpoint }).extract(
      spokenTranscript(['a talk']),
      signal === undefined ? {} : { signal },
    );
  }),
});

const real = await mediaTools();
/** Copies the recording as its only chunk: the calls of all servers would start ffmpeg a hundred times. */
const COPY = 'for to; do :; done; case "$to" in file:*) cp "$0" "${to#file:}" ;; esac';
let tools: MediaTools = real;
let media: TestMedia;
let input: SpeechInput;
beforeAll(async () => {
  media = await TestMedia.create(real);
  input = {
    audioPath: await media.make('beeps.mp3', { seconds: 3, sound: beepsBetween(0, 3) }),
    durationSeconds: 3,
    language: 'en',
  };
  if (!testDepth.isFull) tools = { ...real, ffmpeg: { path: '/bin/sh', env: {}, args: ['-c', COPY, input.audioPath] } };
});
afterAll(() => media.remove());

const speechAt = (endpoint: EngineEndpoint): OpenAiSpeechEngine =>
  new OpenAiSpeechEngine(
    tools,
    {
      id: 'mine',
      endpoint,
      model: 'm',
      languages: ['en'],
      detectsLanguage: false,
      maxBytes: 25_000_000,
      chunkSeconds: 600,
      parallel: 1,
      quality: 'normal',
      batch: { submitPath: '/batches', statusPath: '/batches/{batch_id}', pollMs: 1_000, maxBytes: 25_000_000 },
    },
    media.path('scratch'),
  );

badServersContract('OpenAiSpeechEngine', {
  ...contract,
  open: asking((endpoint, signal) => speechAt(endpoint).transcribe(input, { ...(signal === undefined ? {} : { signal }) })),
});

badServersContract('OpenAiBatch, submitting a recording', {
  ...contract,
  open: asking(async (endpoint, signal) => {
    const keep = (): Promise<void> => Promise.resolve();
    return speechAt(endpoint).batch?.submit(input, [], { keep, ...(signal === undefined ? {} : { signal }) });
  }),
});

badServersContract('OpenAiBatch, polling', {
  ...contract,
  timeoutMs: 500,
  open: asking(async (endpoint, signal) =>
    speechAt(endpoint).batch?.collect(input, [{ id: 'b', start: 0, end: 3 }], signal === undefined ? {} : { signal }),
  ),
});
