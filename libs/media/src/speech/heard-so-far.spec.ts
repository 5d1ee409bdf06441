import type { PlacedTranscript } from './chunk-transcript.js';
import { HeardSoFar } from './heard-so-far.js';
import type { Transcript } from '../transcript/transcript.js';

const chunks = [0, 10, 25].map((start, index) => ({ start, end: [9, 20, 30][index] ?? start }));
const chunkAt = (span: { start: number; end: number }): PlacedTranscript => ({ span, heard: { words: [], notes: [] } });

describe('the transcript so far', () => {
  let reports: [upTo: number, starts: readonly number[]][];
  let soFar: HeardSoFar;
  const finish = (index: number): void => {
    const chunk = chunks[index];
    if (chunk !== undefined) soFar.add(chunk, [chunkAt(chunk)]);
  };
  beforeEach(() => {
    reports = [];
    let merged: readonly number[] = [];
    const merge = (finished: { readonly chunks: readonly PlacedTranscript[] }): Transcript => {
      merged = finished.chunks.map(({ span }) => span.start);
      return {} as Transcript;
    };
    soFar = new HeardSoFar(
      { chunks, silences: [] },
      {
        merge,
        onHeard: ({ upTo, transcript }) => {
          transcript();
          reports.push([upTo, merged]);
        },
      },
    );
  });

  it('grows with each chunk, up to its end', () => {
    [0, 1, 2].forEach(finish);
    expect(reports).toEqual([
      [9, [0]],
      [20, [0, 10]],
      [30, [0, 10, 25]],
    ]);
  });

  it('waits for an earlier chunk that is finished later', () => {
    [2, 1].forEach(finish);
    expect(reports).toEqual([]);
    finish(0);
    expect(reports).toEqual([[30, [0, 10, 25]]]);
  });
});
