import { Refused } from './refusals.js';
import { verboseJson, type AskedTranscription, type Spoken } from './transcriptions.js';

export type BatchStatus = 'processing' | 'completed' | 'failed' | 'error' | 'cancelled';

/** A recording that was handed over. */
export interface FakeBatch {
  readonly id: string;
  readonly asked: AskedTranscription;
  readonly status: BatchStatus;
  /** How often its status was asked for. */
  readonly looks: number;
}

type Kept = { -readonly [K in keyof FakeBatch]: FakeBatch[K] };

/** Transcription that is handed over with `?endpoint_id=` and asked for by its id, as a hosted engine does it. */
export class Batches {
  readonly all: Kept[] = [];

  constructor(
    readonly account: string,
    private readonly hear: (asked: AskedTranscription) => Spoken | Promise<Spoken>,
  ) {}

  submit(asked: AskedTranscription): object {
    const batch: Kept = { id: `batch-${String(this.all.length + 1)}`, asked, status: 'processing', looks: 0 };
    this.all.push(batch);
    return {
      status: 'submitted',
      batch_id: batch.id,
      account_id: this.account,
      endpoint_id: 'audio-prod',
      message: 'Request submitted',
    };
  }

  /** Ends what is still at work. */
  end(status: BatchStatus = 'completed'): void {
    for (const batch of this.all) if (batch.status === 'processing') batch.status = status;
  }

  async look(account: string, id: string): Promise<object> {
    const batch = account === this.account ? this.all.find((each) => each.id === id) : undefined;
    if (batch === undefined) throw new Refused(404, 'Batch job not found', { code: 'not_found' });
    batch.looks += 1;
    const { status, asked } = batch;
    const said = { status, batch_id: id, message: status === 'failed' ? 'the audio could not be decoded' : null };
    if (status !== 'completed') return said;
    const body = JSON.stringify(verboseJson(await this.hear(asked), asked.granularities));
    return { ...said, content_type: 'application/json', body };
  }
}
