import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { scrubSpan } from './scrub.js';

export interface ExportLog {
  warn(fields: object, message: string): void;
}

/**
 * Sends scrubbed spans only. Logs once when the collector starts refusing spans and once when it accepts them again, so that an
 * outage does not fill the log.
 */
export class CollectorExporter implements SpanExporter {
  #dropped = 0;

  constructor(
    private readonly next: SpanExporter,
    private readonly log: ExportLog,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.next.export(spans.map(scrubSpan), (result) => {
      if (result.code === ExportResultCode.SUCCESS) this.#reportRecovery();
      else this.#reportRefusal(spans.length, result.error);
      done(result);
    });
  }

  async shutdown(): Promise<void> {
    await this.next.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.next.forceFlush?.();
  }

  #reportRecovery(): void {
    if (this.#dropped > 0) this.log.warn({ dropped: this.#dropped }, 'the trace collector accepts traces again');
    this.#dropped = 0;
  }

  #reportRefusal(spans: number, error: Error | undefined): void {
    if (this.#dropped === 0) {
      const code = error !== undefined && 'code' in error ? String(error.code) : error?.name;
      this.log.warn({ code }, 'the trace collector refuses traces, dropping them; check OTEL_EXPORTER_OTLP_ENDPOINT');
    }
    this.#dropped += spans;
  }
}
