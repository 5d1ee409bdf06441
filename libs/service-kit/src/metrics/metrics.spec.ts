import { readSamples, findSampleValue } from '@throughline/stack/testing';
import { VERSION } from '../version.js';
import { Metrics } from './metrics.js';
import type { Sample } from './state-gauges.js';

const DEPTH = 'throughline_depth';

class ScriptedSource {
  readonly #waiting: { resolve: (samples: readonly Sample[]) => void; reject: (error: Error) => void }[] = [];
  asked = 0;

  readonly source = {
    source: 'queue',
    gauges: { [DEPTH]: { help: 'Messages that wait', labels: ['lane'] }, throughline_age_seconds: { help: 'Of the oldest' } },
    read: (): Promise<readonly Sample[]> => {
      this.asked += 1;
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    },
  };

  answer(...samples: Sample[]): void {
    this.#waiting.shift()?.resolve(samples);
  }
  fail(): void {
    this.#waiting.shift()?.reject(new Error('the broker is away'));
  }
}

const depth = (lane: string, value: number): Sample => ({ gauge: DEPTH, labels: { lane }, value });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the metrics of a service', () => {
  let problems: unknown[];
  let queue: ScriptedSource;
  let metrics: Metrics;
  beforeEach(() => {
    problems = [];
    queue = new ScriptedSource();
    metrics = new Metrics('ingest', { limitMs: 2_000, onProblem: (error) => problems.push(error) });
    metrics.state(queue.source);
  });
  const scrape = async (answer: () => void): Promise<string> => {
    const text = metrics.scrape();
    await turn();
    answer();
    return text;
  };
  const errors = (text: string): number | undefined =>
    findSampleValue(text, 'throughline_scrape_errors_total', { source: 'queue' });

  it('contain the build information', async () => {
    const text = await new Metrics('ingest').scrape();
    const labels = { service: 'ingest', version: VERSION, node: process.version };
    expect(readSamples(text)).toEqual([{ name: 'throughline_build_info', labels, value: 1 }]);
  });

  it('report state as of the scrape, without removed values', async () => {
    const first = await scrape(() => {
      queue.answer(depth('media', 3), depth('text', 1), { gauge: 'throughline_age_seconds', value: 9 });
    });
    expect([findSampleValue(first, DEPTH, { lane: 'media' }), findSampleValue(first, 'throughline_age_seconds')]).toEqual([3, 9]);
    const second = await scrape(() => {
      queue.answer(depth('text', 2));
    });
    expect(readSamples(second).filter(({ name }) => name === DEPTH)).toEqual([
      { name: DEPTH, labels: { lane: 'text' }, value: 2 },
    ]);
    expect(findSampleValue(second, 'throughline_age_seconds')).toBeUndefined();
  });

  it('omit a failed source, count each failure, and report it once', async () => {
    await scrape(() => {
      queue.answer(depth('media', 3));
    });
    for (const expected of [1, 2]) {
      const text = await scrape(() => {
        queue.fail();
      });
      expect([findSampleValue(text, DEPTH), errors(text)]).toEqual([undefined, expected]);
    }
    expect(problems).toEqual([new Error('the broker is away')]);
    const back = await scrape(() => {
      queue.answer(depth('media', 5));
    });
    expect([findSampleValue(back, DEPTH), errors(back)]).toEqual([5, 2]);
  });

  it('do not wait for a hanging source, start no second read, and ignore its late answer', async () => {
    const hanging = await metrics.scrape();
    expect([findSampleValue(hanging, DEPTH), errors(hanging)]).toEqual([undefined, 1]);
    const meanwhile = await metrics.scrape();
    expect([findSampleValue(meanwhile, DEPTH), errors(meanwhile), queue.asked]).toEqual([undefined, 2, 1]);
    queue.answer(depth('media', 7));
    await turn();
    const after = await scrape(() => {
      queue.answer(depth('media', 8));
    });
    expect([findSampleValue(after, DEPTH), queue.asked]).toEqual([8, 2]);
    expect(problems).toMatchObject([{ kind: 'state-not-read' }]);
  });

  it('are read once for concurrent scrapes', async () => {
    const texts = [metrics.scrape(), metrics.scrape(), metrics.scrape()];
    await turn();
    queue.answer(depth('media', 3));
    const [first, ...rest] = await Promise.all(texts);
    expect([queue.asked, rest]).toEqual([1, [first, first]]);
  });

  it('omit a partial state', async () => {
    const text = await scrape(() => {
      queue.answer(depth('media', 3), { gauge: DEPTH, labels: { asset: 'x' }, value: 1 });
    });
    expect([findSampleValue(text, DEPTH), errors(text)]).toEqual([undefined, 1]);
  });

  it('keep the state of one source when another fails', async () => {
    metrics.state({
      source: 'other',
      gauges: { throughline_there: { help: 'Always there' } },
      read: () => [{ gauge: 'throughline_there', value: 1 }],
    });
    const text = await scrape(() => {
      queue.fail();
    });
    expect(findSampleValue(text, 'throughline_there')).toBe(1);
    expect(findSampleValue(text, 'throughline_scrape_errors_total', { source: 'other' })).toBe(0);
  });
});
