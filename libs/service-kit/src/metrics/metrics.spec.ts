import { readSamples, sampleValue } from '@throughline/stack/testing';
import { VERSION } from '../service/version.js';
import { Metrics } from './metrics.js';
import type { Sample } from './state-gauges.js';

const DEPTH = 'throughline_depth';

/** A source whose answers a spec gives by hand. */
class Asked {
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
  let queue: Asked;
  let metrics: Metrics;
  beforeEach(() => {
    problems = [];
    queue = new Asked();
    metrics = new Metrics('ingest', { limitMs: 50, onProblem: (error) => problems.push(error) });
    metrics.state(queue.source);
  });
  const scrape = async (answer: () => void): Promise<string> => {
    const text = metrics.scrape();
    await turn();
    answer();
    return text;
  };
  const errors = (text: string): number | undefined => sampleValue(text, 'throughline_scrape_errors_total', { source: 'queue' });

  it('say what runs here', async () => {
    const text = await new Metrics('ingest').scrape();
    const labels = { service: 'ingest', version: VERSION, node: process.version };
    expect(readSamples(text)).toEqual([{ name: 'throughline_build_info', labels, value: 1 }]);
  });

  it('tell state as it is at the scrape, and nothing of what is gone', async () => {
    const first = await scrape(() => {
      queue.answer(depth('media', 3), depth('text', 1), { gauge: 'throughline_age_seconds', value: 9 });
    });
    expect([sampleValue(first, DEPTH, { lane: 'media' }), sampleValue(first, 'throughline_age_seconds')]).toEqual([3, 9]);
    const second = await scrape(() => {
      queue.answer(depth('text', 2));
    });
    expect(readSamples(second).filter(({ name }) => name === DEPTH)).toEqual([
      { name: DEPTH, labels: { lane: 'text' }, value: 2 },
    ]);
    expect(sampleValue(second, 'throughline_age_seconds')).toBeUndefined();
  });

  it('leave out what cannot be read, count it at once, and complain of it once', async () => {
    await scrape(() => {
      queue.answer(depth('media', 3));
    });
    for (const expected of [1, 2]) {
      const text = await scrape(() => {
        queue.fail();
      });
      expect([sampleValue(text, DEPTH), errors(text)]).toEqual([undefined, expected]);
    }
    expect(problems).toEqual([new Error('the broker is away')]);
    const back = await scrape(() => {
      queue.answer(depth('media', 5));
    });
    expect([sampleValue(back, DEPTH), errors(back)]).toEqual([5, 2]);
  });

  it('do not wait for a source that hangs, do not ask it twice, and do not believe its late answer', async () => {
    const hanging = await metrics.scrape();
    expect([sampleValue(hanging, DEPTH), errors(hanging)]).toEqual([undefined, 1]);
    const meanwhile = await metrics.scrape();
    expect([sampleValue(meanwhile, DEPTH), errors(meanwhile), queue.asked]).toEqual([undefined, 2, 1]);
    queue.answer(depth('media', 7));
    await turn();
    const after = await scrape(() => {
      queue.answer(depth('media', 8));
    });
    expect([sampleValue(after, DEPTH), queue.asked]).toEqual([8, 2]);
    expect(problems).toMatchObject([{ kind: 'state-not-read' }]);
  });

  it('are read once for all who ask at the same time', async () => {
    const texts = [metrics.scrape(), metrics.scrape(), metrics.scrape()];
    await turn();
    queue.answer(depth('media', 3));
    const [first, ...rest] = await Promise.all(texts);
    expect([queue.asked, rest]).toEqual([1, [first, first]]);
  });

  it('tell no half of a state', async () => {
    const text = await scrape(() => {
      queue.answer(depth('media', 3), { gauge: DEPTH, labels: { asset: 'x' }, value: 1 });
    });
    expect([sampleValue(text, DEPTH), errors(text)]).toEqual([undefined, 1]);
  });

  it('keep the state of one dependency when another is away', async () => {
    metrics.state({
      source: 'other',
      gauges: { throughline_there: { help: 'Always there' } },
      read: () => [{ gauge: 'throughline_there', value: 1 }],
    });
    const text = await scrape(() => {
      queue.fail();
    });
    expect(sampleValue(text, 'throughline_there')).toBe(1);
    expect(sampleValue(text, 'throughline_scrape_errors_total', { source: 'other' })).toBe(0);
  });
});
