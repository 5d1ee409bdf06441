import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { CollectorExporter } from './collector-exporter.js';

const FAILED: ExportResult = { code: ExportResultCode.FAILED, error: new Error('http://u:s3cret@collector refused') };

describe('a collector that refuses traces', () => {
  it('is logged once, and once when it accepts them again, with the number lost and without an address', () => {
    let answer: ExportResult = FAILED;
    const collector: SpanExporter = {
      export: (_spans, done) => {
        done(answer);
      },
      shutdown: () => Promise.resolve(),
    };
    const warnings: { fields: object; message: string }[] = [];
    const exporter = new CollectorExporter(collector, {
      warn: (fields, message) => {
        warnings.push({ fields, message });
      },
    });
    const results: ExportResultCode[] = [];
    const send = (count: number): void => {
      exporter.export(new Array<ReadableSpan>(count), ({ code }) => results.push(code));
    };
    send(3);
    send(4);
    answer = { code: ExportResultCode.SUCCESS };
    send(1);
    send(1);
    expect(results).toEqual([1, 1, 0, 0]);
    expect(warnings).toEqual([
      { fields: { code: 'Error' }, message: expect.stringMatching(/refuses traces/) },
      { fields: { dropped: 7 }, message: 'the trace collector accepts traces again' },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('s3cret');
  });
});
