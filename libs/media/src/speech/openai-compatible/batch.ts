import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { EndpointClient } from '../../endpoint/client.js';
import type { EngineEndpoint } from '../../endpoint/endpoint.js';
import { formBody } from '../../endpoint/multipart.js';
import { TooLargeError, unreadableError } from '../../endpoint/refusal.js';
import { withScratch } from '../../scratch/scratch.js';
import type { MediaTools } from '../../tools.js';
import type { Span } from '../../trim/silence.js';
import type { BatchContext, BatchJob, SpeechBatch } from '../batch.js';
import type { SpeechContext, SpeechInput } from '../speech-input.js';
import type { ChunkTranscript, ChunkTranscripts, PlacedTranscript } from '../chunk-transcript.js';
import { detectChunks, cutChunk } from '../transcribe-chunks.js';
import { placeTranscript } from '../place-transcript.js';
import type { Transcript } from '../../transcript/transcript.js';

export interface BatchSettings {
  readonly baseUrl?: string | undefined;
  /** Path for submitting files, below the base URL; includes the query. */
  readonly submitPath: string;
  /** Path for polling, with `{batch_id}` and, if jobs belong to an account, `{account_id}`. */
  readonly statusPath: string;
  readonly account?: string | undefined;
  readonly pollMs: number;
  readonly maxBytes: number;
}

export interface BatchDependencies {
  readonly tools: MediaTools;
  readonly endpoint: EngineEndpoint;
  readonly scratchFolder: string;
  readonly maxSeconds: number;
  readonly fields: (input: SpeechInput) => (readonly [string, string])[];
  readonly parseAnswer: (value: unknown, span: Span, input: SpeechInput) => ChunkTranscript;
  readonly merge: (input: SpeechInput, heard: ChunkTranscripts) => Transcript;
}

const submission = Compile(
  Type.Object({ batch_id: Type.String({ minLength: 1, maxLength: 200 }), account_id: Type.Optional(Type.String()) }),
);
const answer = Compile(
  Type.Object({
    status: Type.String(),
    /** The answer of an ordinary transcription, as text or as JSON. */
    body: Type.Optional(Type.Unknown()),
    result: Type.Optional(Type.Unknown()),
    message: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
);

const FINISHED = new Set(['completed', 'complete', 'succeeded', 'success', 'done']);
/** Final states without a result (TRN-06). */
const ENDED = new Set(['failed', 'error', 'cancelled', 'canceled', 'expired']);

/** Batch transcription: jobs are submitted, then polled by their ids. */
export class OpenAiBatch implements SpeechBatch {
  readonly pollMs: number;
  readonly #client: EndpointClient;

  constructor(
    private readonly settings: BatchSettings,
    private readonly parts: BatchDependencies,
  ) {
    this.pollMs = settings.pollMs;
    this.#client = new EndpointClient({ ...parts.endpoint, baseUrl: settings.baseUrl ?? parts.endpoint.baseUrl });
  }

  async submit(input: SpeechInput, submitted: readonly BatchJob[], context: BatchContext): Promise<readonly BatchJob[]> {
    const { tools, maxSeconds, scratchFolder } = this.parts;
    const { chunks } = await detectChunks(tools, input, { maxSeconds, signal: context.signal });
    const jobs = [...submitted];
    await withScratch(scratchFolder, async (scratch) => {
      for (const span of chunks) {
        if (jobs.some(({ start, end }) => start <= span.start && end >= span.end)) continue;
        jobs.push(await this.#handOver(input, span, { scratch, signal: context.signal }));
        await context.keep(jobs);
      }
    });
    return jobs;
  }

  async collect(input: SpeechInput, jobs: readonly BatchJob[], context: SpeechContext): Promise<Transcript | undefined> {
    const chunks: PlacedTranscript[] = [];
    let isWaiting = false;
    for (const job of jobs) {
      const heard = await this.#result(input, job, context);
      if (heard === undefined) isWaiting = true;
      else chunks.push({ span: { start: job.start, end: job.end }, heard });
    }
    if (isWaiting) return undefined;
    const { tools, maxSeconds } = this.parts;
    const { signal } = context;
    const { silences } = await detectChunks(tools, input, { maxSeconds, signal });
    const placed: PlacedTranscript[] = [];
    for (const chunk of chunks) placed.push(await placeTranscript(tools, input.audioPath, chunk, signal));
    context.onProgress?.(input.durationSeconds);
    return this.parts.merge(input, { chunks: placed, silences });
  }

  async #handOver(input: SpeechInput, span: Span, how: { scratch: string; signal: AbortSignal | undefined }): Promise<BatchJob> {
    const file = join(how.scratch, 'batch.mp3');
    try {
      await cutChunk(this.parts.tools, input, { span, format: 'mp3', to: file }, how.signal);
      const body = await formBody(this.parts.fields(input), {
        field: 'file',
        name: 'speech.mp3',
        type: 'audio/mpeg',
        path: file,
      });
      const reply = await this.#client.post(this.settings.submitPath, body, { signal: how.signal });
      if (!submission.Check(reply)) throw unreadableError(this.parts.endpoint, 'it names no batch');
      const { batch_id: id, account_id: account } = reply;
      return { id, ...(account === undefined ? {} : { account }), start: span.start, end: span.end };
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      throw new PermanentError('engine-refused', `${error.message}: set max_bytes of its batch`, { cause: error });
    } finally {
      await rm(file, { force: true });
    }
  }

  /** Polls a job. The answer for a finished job includes the result (TRN-10). */
  async #result(input: SpeechInput, job: BatchJob, context: SpeechContext): Promise<ChunkTranscript | undefined> {
    const reply = await this.#client.get(this.#statusPath(job), { signal: context.signal });
    if (!answer.Check(reply)) throw unreadableError(this.parts.endpoint, 'it is no status of a batch');
    const status = reply.status.toLowerCase();
    if (ENDED.has(status))
      throw new PermanentError(
        'batch-failed',
        `The engine ${this.parts.endpoint.name} has ended the batch: ${status}${words(reply.message)}`,
      );
    if (!FINISHED.has(status)) return undefined;
    return this.parts.parseAnswer(bodyOf(reply), job, input);
  }

  #statusPath({ id, account }: BatchJob): string {
    const { statusPath, account: named } = this.settings;
    const of = account ?? named ?? '';
    if (statusPath.includes('{account_id}') && of === '')
      throw new PermanentError(
        'batch-account-unknown',
        'The account of the batch is unknown: the log of the item has no such batch. Set `account` of the batches of this engine',
      );
    return statusPath.replaceAll('{batch_id}', encodeURIComponent(id)).replaceAll('{account_id}', encodeURIComponent(of));
  }
}

const words = (message: string | null | undefined): string => (message ? `: ${message.slice(0, 200)}` : '');

function bodyOf({ body, result }: { body?: unknown; result?: unknown }): unknown {
  const transcript = body ?? result;
  if (typeof transcript !== 'string') return transcript;
  try {
    return JSON.parse(transcript) as unknown;
  } catch {
    return undefined;
  }
}
