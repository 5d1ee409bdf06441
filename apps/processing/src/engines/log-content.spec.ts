import { Workshop } from '@throughline/engine/testing';
import { OpenAiTopicEngine } from '@throughline/media';
import { paragraphs, spokenTranscript } from '@throughline/media/testing';
import { startHost, type LocalHost } from '@throughline/outgoing/testing';
import { createLogger } from '@throughline/service-kit';
import { until } from '@throughline/stack/testing';

const LOG_FORMATS = ['json', 'text'] as const;
type LogFormat = (typeof LOG_FORMATS)[number];
const WORD = 'zanzibar';
const refusal = JSON.stringify({ error: { message: `${WORD} is not allowed`, code: WORD, type: WORD } });
const reply = (content: string): string => JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content } }] });

describe('the log of a service that calls an engine', () => {
  let host: LocalHost;
  let answer: readonly [number, string] = [400, ''];
  beforeAll(async () => {
    host = await startHost((_request, response) => {
      const [status, body] = answer;
      response.writeHead(status, WORD, { 'content-type': 'application/json', 'x-words': WORD }).end(body);
    });
  });
  afterAll(() => host.close());

  const answers: readonly (readonly [string, readonly [number, string]])[] = [
    ['a refusal', [400, refusal]],
    ['a refused key', [401, refusal]],
    ['a server error', [500, refusal]],
    ['no JSON', [200, WORD]],
    ['a reply that is no list of topics', [200, reply(`I am ${WORD}`)]],
  ];

  it.each<readonly [string, readonly [number, string], LogFormat]>(
    answers.flatMap(([what, each]) => LOG_FORMATS.map((format) => [what, each, format] as const)),
  )('contains no text of %s', async (_what, given, format) => {
    answer = given;
    const lines: string[] = [];
    const log = createLogger({ service: 'processing', level: 'debug', format, out: { write: (line) => lines.push(line) } });
    const engine = new OpenAiTopicEngine({
      id: 'chat',
      endpoint: { name: 'chat', baseUrl: `http://127.0.0.1:${String(host.port)}/v1`, key: 'key', timeoutMs: 60_000 },
      model: 'm',
      responseFormat: 'json_object',
      windowCharacters: 20_000,
      granularity: 'medium',
    });
    const run = async (): Promise<never> => {
      await engine.extract(spokenTranscript([paragraphs.garden]));
      throw new Error(`${WORD} was accepted`);
    };
    const workshop = new Workshop();
    workshop.hire('ingest');
    workshop.hire('processing', { TRIM: { run } }, { log });
    await workshop.start();
    await until(() => lines.some((line) => line.includes('an attempt failed') || line.includes('an attempt is waiting')), {
      what: 'the end of the attempt in the log',
    });
    await workshop.close();
    expect(lines.join('')).not.toContain(WORD);
  });
});
