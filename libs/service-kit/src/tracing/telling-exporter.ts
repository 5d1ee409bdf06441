import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** Somebody who is told of trouble. */
export interface ExportLog {
  warn(fields: object, message: string): void;
}

/** Says once when the collector stops taking spans, and once when it takes them again: an outage is no reason to fill the log. */
export class TellingExporter implements SpanExporter {
  #dropped = 0;

  constructor(
    private readonly next: SpanExporter,
    private readonly log: ExportLog,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.next.export(spans, (result) => {
      if (result.code === ExportResultCode.SUCCESS) this.#taken();
      else this.#refused(spans.length, result.error);
      done(result);
    });
  }

  async shutdown(): Promise<void> {
    await this.next.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.next.forceFlush?.();
  }

  #taken(): void {
    if (this.#dropped > 0) this.log.warn({ dropped: this.#dropped }, 'the collector takes traces again');
    this.#dropped = 0;
  }

  #refused(spans: number, error: Error | undefined): void {
    if (this.#dropped === 0) {
      const code = error !== undefined && 'code' in error ? String(error.code) : error?.name;
      this.log.warn(
        { code },
        'the collector does not take traces: they are dropped until it does; look at OTEL_EXPORTER_OTLP_ENDPOINT',
      );
    }
    this.#dropped += spans;
  }
}
