import { TRANSCRIBE, newId } from '@throughline/contracts';
import { renderTranscriptJson, type Transcript } from '@throughline/media';
import { until } from '@throughline/stack/testing';
import type { SessionItem } from '../kinds/sessions/session-view.js';
import type { ask } from './ask.js';
import { formOf } from './forms.js';
import { openMemoryGateway, type MemoryGateway } from './memory-gateway.js';
import { renewMemoryGateway } from './renewed-memory-gateway.js';
import { completeStep, currentAttemptId, startStep } from './work-through.js';

export const HOUR_S = 3_600;
const transcript: Transcript = {
  engine: 'spec',
  model: 'spec',
  language: 'en',
  durationSeconds: HOUR_S,
  quality: 'normal',
  meanConfidence: 0.9,
  notes: [],
  segments: [{ id: 0, start: 0, end: 1.5, text: 'hello there', confidence: 0.9 }],
  words: [
    { word: 'hello', start: 0, end: 0.5, confidence: 0.9 },
    { word: 'there', start: 0.6, end: 1.5, confidence: 0.9 },
  ],
};

interface SessionRequest {
  readonly token?: string;
  readonly key?: string;
  readonly body?: object;
  readonly ifMatch?: string;
}

/** A gateway with an adjustable clock, and commands that act as the workers of sessions. */
export class SessionHarness {
  private constructor(
    readonly gateway: MemoryGateway,
    private readonly time: { now: Date },
  ) {}

  static async open(ports: NonNullable<Parameters<typeof openMemoryGateway>[0]>['ports'] = {}): Promise<SessionHarness> {
    const time = { now: new Date() };
    return new SessionHarness(await openMemoryGateway({ ports: { now: () => time.now, ...ports } }), time);
  }

  /** Gives each test of the surrounding `describe` a harness over one gateway with empty stores. */
  static renewed(): () => Promise<SessionHarness> {
    const time = { now: new Date() };
    const renew = renewMemoryGateway(() => ({ ports: { now: () => time.now } }));
    return async () => {
      time.now = new Date();
      return new SessionHarness(await renew(), time);
    };
  }

  get clock(): Date {
    return this.time.now;
  }

  set clock(now: Date) {
    this.time.now = now;
  }

  later(minutes: number): void {
    this.clock = new Date(this.clock.getTime() + minutes * 60_000);
  }

  send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    { token = this.gateway.token, key, body, ifMatch }: SessionRequest = {},
  ): ReturnType<typeof ask> {
    return this.gateway.app.inject({
      method,
      url: `/api/v1/sessions${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  async status(id: string): Promise<SessionItem> {
    return (await this.send('GET', `/${id}/status`)).json<SessionItem>();
  }

  async create(bytes = newId()): Promise<SessionItem> {
    const form = formOf({ title: 'A talk' }, { bytes, name: 'talk.mp3', type: 'audio/mpeg' });
    const response = await this.gateway.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { authorization: `Bearer ${this.gateway.token}`, ...form.headers },
      payload: form.payload,
    });
    expect(response.statusCode).toBe(202);
    return response.json<SessionItem>();
  }

  /** Completes the download of an hour of audio, and starts the transcription with the given progress. */
  async begin(id: string, fraction = 0): Promise<string> {
    await startStep(this.gateway, id, 'DOWNLOAD');
    await completeStep(this.gateway, id, 'DOWNLOAD', [], { duration_seconds: HOUR_S });
    return this.beginAgain(id, fraction);
  }

  async projected(id: string): Promise<void> {
    const head = await this.gateway.store.head(id);
    await until(async () => (await this.gateway.ports.sessionRows.byIds([id])).get(id)?.revision === head);
  }

  async beginAgain(id: string, fraction = 0): Promise<string> {
    const attemptId = await startStep(this.gateway, id, TRANSCRIBE);
    this.work(id, attemptId, fraction);
    return attemptId;
  }

  work(assetId: string, attemptId: string, fraction: number): void {
    const lease = {
      v: 1,
      step: TRANSCRIBE,
      worker: 'spec',
      state: 'held',
      termMs: 60_000,
      startedAt: this.clock.toISOString(),
    } as const;
    this.gateway.live.record({ ...lease, assetId, attemptId, progress: { fraction }, storedAt: this.clock.toISOString() });
  }

  async finish(id: string, changes: Partial<Transcript> = {}): Promise<void> {
    const key = `${id}/run/transcribe/transcript.json`;
    const file = await this.gateway.artifacts.put(key, Buffer.from(renderTranscriptJson({ ...transcript, ...changes })));
    const kept = { role: 'transcript', name: 'transcript.json', mediaType: 'application/json', key };
    await completeStep(this.gateway, id, TRANSCRIBE, [{ ...kept, ...file }], { segments: 1 });
  }

  async fail(id: string, retryable = false): Promise<void> {
    const attemptId = await currentAttemptId(this.gateway, id, TRANSCRIBE);
    const command = {
      type: 'FailStep',
      step: TRANSCRIBE,
      attemptId,
      code: 'broken',
      message: 'the engine broke',
      retryable,
    } as const;
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
    await this.gateway.ports.commands.execute(id, { ...command, progress: 0.5, now: this.clock.toISOString() }, meta);
  }
}
