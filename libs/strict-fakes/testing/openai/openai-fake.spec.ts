import { FAKE_OPENAI_KEY, FAKE_OPENAI_MODEL, OpenAiFake } from './openai-fake.js';

const mp3 = Buffer.concat([Buffer.from([0xff, 0xf3, 0x44, 0xc4]), Buffer.alloc(600)]);
const word = { word: 'hello', start: 0.5, end: 0.9 };

interface Answer {
  readonly status: number;
  readonly body: { readonly error?: { readonly message: string; readonly code: string | null } } & Record<string, unknown>;
}

describe('OpenAiFake', () => {
  let fake: OpenAiFake;
  beforeAll(async () => {
    fake = await OpenAiFake.start({
      maxBytes: 1_000,
      maxCharacters: 500,
      hear: () => ({ language: 'english', duration: 2, words: [word] }),
      reply: ({ messages }) => `heard ${String(messages.length)}`,
    });
  });
  afterAll(() => fake.close());

  const send = async (path: string, body: FormData | string, headers: Record<string, string> = {}): Promise<Answer> => {
    const auth = { authorization: `Bearer ${FAKE_OPENAI_KEY}` };
    const response = await fetch(`${fake.baseUrl}${path}`, { method: 'POST', body, headers: { ...auth, ...headers } });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const form = (fields: readonly (readonly [string, string])[], file: Uint8Array = mp3, name = 'a.mp3'): FormData => {
    const data = new FormData();
    for (const [field, value] of fields) data.append(field, value);
    data.append('file', new Blob([file]), name);
    return data;
  };
  const good = [
    ['model', FAKE_OPENAI_MODEL],
    ['response_format', 'verbose_json'],
  ] as const;
  const transcribe = (fields: readonly (readonly [string, string])[], file?: Uint8Array, name?: string): Promise<Answer> =>
    send('/audio/transcriptions', form(fields, file, name));
  const json = { 'content-type': 'application/json' };
  const chat = (body: object): Promise<Answer> => send('/chat/completions', JSON.stringify(body), json);
  const user = [{ role: 'user', content: 'say json' }];

  it('returns segments, and words only on request', async () => {
    const plain = await transcribe(good);
    expect(plain).toMatchObject({ status: 200, body: { language: 'english', text: 'hello', segments: [{ text: ' hello' }] } });
    expect(plain.body).not.toHaveProperty('words');
    const words = await transcribe([...good, ['timestamp_granularities[]', 'word']]);
    expect(words.body).toMatchObject({ words: [word] });
    expect(words.body).not.toHaveProperty('segments');
    const both = await transcribe([...good, ['timestamp_granularities[]', 'word'], ['timestamp_granularities[]', 'segment']]);
    expect(both.body).toMatchObject({ words: [word], segments: [{}] });
  });

  it.each([
    ['a list without its brackets', [...good, ['timestamp_granularities', 'word']], 400, /timestamp_granularities/],
    ['a list as one text', [...good, ['timestamp_granularities[]', '["word","segment"]']], 400, /Invalid value/],
    ['granularities of another format', [good[0], ['timestamp_granularities[]', 'word']], 400, /verbose_json/],
    ['an unknown field', [...good, ['diarize', 'true']], 400, /diarize/],
    ['the same field twice', [...good, ['model', FAKE_OPENAI_MODEL]], 400, /Duplicate/],
    ['an unknown model', [['model', 'large']], 404, /does not exist/],
    ['no model', [], 400, /model/],
    ['a language by its name', [...good, ['language', 'english']], 400, /ISO-639-1/],
    ['a temperature out of range', [...good, ['temperature', '7']], 400, /temperature/],
    ['an unknown format', [good[0], ['response_format', 'xml']], 400, /response_format/],
  ] as [string, [string, string][], number, RegExp][])(
    'refuses a transcription with %s',
    async (_what, fields, status, words) => {
      const answer = await transcribe(fields);
      expect(answer.status).toBe(status);
      expect(answer.body.error?.message).toMatch(words);
    },
  );

  it.each([
    ['more bytes than allowed', Buffer.concat([mp3, Buffer.alloc(1_000)]), 'a.mp3', 413],
    ['content that is no audio', Buffer.from('hello'.repeat(100)), 'a.mp3', 400],
    ['less than a tenth of a second', mp3.subarray(0, 333), 'a.mp3', 400],
    ['a name of another container', mp3, 'a.txt', 400],
  ])('refuses a file with %s', async (_what, file, name, status) => {
    expect((await transcribe(good, file, name)).status).toBe(status);
  });

  it('refuses a form without a file, and a body that is no form', async () => {
    const data = new FormData();
    for (const [name, value] of good) data.append(name, value);
    expect((await send('/audio/transcriptions', data)).status).toBe(400);
    expect((await send('/audio/transcriptions', '{}', json)).status).toBe(400);
    expect((await send('/audio/transcriptions', 'x', { 'content-type': 'multipart/form-data; boundary=b' })).status).toBe(400);
  });

  it('refuses a missing or wrong key, and repeats it in the error', async () => {
    const other = await send('/chat/completions', '{}', { authorization: 'Bearer sk-other' });
    expect(other).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_api_key', message: expect.stringContaining('sk-other') } },
    });
    expect((await fetch(`${fake.baseUrl}/chat/completions`, { method: 'POST' })).status).toBe(401);
  });

  it('answers a chat request, and returns the finish reason', async () => {
    const answer = await chat({ model: FAKE_OPENAI_MODEL, messages: user, response_format: { type: 'json_object' } });
    expect(answer.body).toMatchObject({
      choices: [{ message: { role: 'assistant', content: 'heard 1' }, finish_reason: 'stop' }],
    });
    expect(fake.chats.at(-1)).toMatchObject({ format: 'json_object' });
  });

  it.each([
    ['an unknown argument', { messages: user, granularity: 'short' }, /granularity/],
    ['no message', { messages: [] }, /messages/],
    ['a message of an unknown role', { messages: [{ role: 'narrator', content: 'x' }] }, /role/],
    ['an empty message', { messages: [{ role: 'user', content: '' }] }, /content/],
    ['an unknown field in a message', { messages: [{ role: 'user', content: 'x', at: 1 }] }, /at/],
    ['an unknown response format', { messages: user, response_format: { type: 'yaml' } }, /response_format/],
    ['a schema without a schema', { messages: user, response_format: { type: 'json_schema' } }, /json_schema/],
    [
      'JSON format without the word JSON in a message',
      { messages: [{ role: 'user', content: 'x' }], response_format: { type: 'json_object' } },
      /word 'json'/,
    ],
    ['too long a context', { messages: [{ role: 'user', content: 'x'.repeat(501) }] }, /context length/],
  ])('refuses a chat request with %s', async (_what, body, words) => {
    const answer = await chat({ model: FAKE_OPENAI_MODEL, ...body });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toMatch(words);
  });

  it('accepts a batch, and reports its status for the right account and id', async () => {
    const path = '/audio/transcriptions?endpoint_id=audio-prod';
    const { body: submitted } = await send(path, form(good));
    const [account, id] = [String(submitted['account_id']), String(submitted['batch_id'])];
    const look = async (of: string, which: string): Promise<Answer> => {
      const headers = { authorization: `Bearer ${fake.key}` };
      const response = await fetch(`${fake.baseUrl}/accounts/${of}/batch_job/${which}`, { headers });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    };
    expect((await look(account, id)).body).toMatchObject({ status: 'processing' });
    fake.endBatches();
    const { body } = await look(account, id);
    expect(JSON.parse(String(body['body']))).toMatchObject({ text: 'hello' });
    expect((await look('somebody', id)).status).toBe(404);
    expect((await look(account, 'batch-9')).status).toBe(404);
    expect(fake.batches).toMatchObject([{ id, looks: 2 }]);
  });

  it('refuses unknown paths', async () => {
    expect((await send('/models', '{}', json)).status).toBe(404);
  });
});
