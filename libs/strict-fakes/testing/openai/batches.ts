import { OpenAiRefusal } from './refusals.js';
import type { FakeSpeech, TranscriptionRequest } from './speech.js';
import { renderTranscription } from './transcriptions.js';

export type BatchStatus = 'processing' | 'completed' | 'failed' | 'error' | 'cancelled';

export interface FakeBatch {
  readonly id: string;
  readonly request: TranscriptionRequest;
  readonly status: BatchStatus;
  readonly looks: number;
}

type StoredBatch = { -readonly [K in keyof FakeBatch]: FakeBatch[K] };

/** Batch transcription as a hosted engine does it: submitted with `?endpoint_id=`, polled by id. */
export class Batches {
  readonly all: StoredBatch[] = [];

  constructor(
    readonly account: string,
    private readonly hear: (request: TranscriptionRequest) => FakeSpeech | Promise<FakeSpeech>,
  ) {}

  submit(request: TranscriptionRequest): object {
    const batch: StoredBatch = { id: `batch-${String(this.all.length + 1)}`, request, status: 'processing', looks: 0 };
    this.all.push(batch);
    return {
      status: 'submitted',
      batch_id: batch.id,
      account_id: this.account,
      endpoint_id: 'audio-prod',
      message: 'Request submitted',
    };
  }

  end(status: BatchStatus = 'completed'): void {
    for (const batch of this.all) if (batch.status === 'processing') batch.status = status;
  }

  async look(account: string, id: string): Promise<object> {
    const batch = account === this.account ? this.all.find((each) => each.id === id) : undefined;
    if (batch === undefined) throw new OpenAiRefusal(404, 'Batch job not found', { code: 'not_found' });
    batch.looks += 1;
    const { status, request } = batch;
    const entry = { status, batch_id: id, message: status === 'failed' ? 'the audio could not be decoded' : null };
    if (status !== 'completed') return entry;
    const body = JSON.stringify(renderTranscription(await this.hear(request), request));
    return { ...entry, content_type: 'application/json', body };
  }
}
