import { createHash } from 'node:crypto';
import { PermanentError, type Artifact, type OutputConfig } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import {
  sizeOf,
  type DeliveryFile,
  type DeliveryRequest,
  type Destination,
  type SessionDestination,
} from '../destinations/destination.js';
import type { AttemptHooks } from './attempt.js';
import { deliver } from './deliver.js';
import { deliverable, deliveredName } from './delivery-files.js';
import { describingFiles } from './describing-files.js';
import { factsOf, urlOf, type Ended } from './facts.js';
import { filingOf } from './filing.js';
import type { OutputGate, Pass } from './output-gate.js';
import { askingOf, openDestination, outputOfRun, type DestinationTypes } from './output-of-run.js';
import { isElsewhere, readBefore, readRecorded, recordOf, type Recorded } from './recorded.js';

type Keyed = Pick<DeliveryRequest, 'assetId' | 'output' | 'filedIn'> & {
  readonly files: readonly Pick<Artifact, 'name' | 'sha256'>[];
};

/** The same content of the same asset, filed in the same folder of the same output, has the same key, in whatever attempt or run. */
export function deliveryKey({ assetId, output, files, filedIn = [] }: Keyed): string {
  const content = files.map(({ name, sha256 }) => `${name}:${sha256}`);
  // A name has no slash, and what is not in a folder keeps the key that it had before there were any.
  const folder = filedIn.length === 0 ? [] : [`${filedIn.join('/')}/`];
  return createHash('sha256')
    .update([assetId, output, ...content, ...folder].join('\n'))
    .digest('hex');
}

/** Delivers a recording to an output: reconcile first, and only then send (UPL-10). */
export class DeliverHandler implements StepHandler {
  constructor(
    private readonly types: DestinationTypes,
    private readonly gate: OutputGate,
  ) {}

  async preflight(context: StepContext): Promise<void> {
    const output = outputOfRun(context);
    const destination = openDestination(this.types, context);
    this.gate.admit(output);
    await this.gate.within(output, (over) => destination.check(over), context.signal);
    if (deliverable(context.inputs).length === 0)
      throw new PermanentError('nothing-to-deliver', 'The recording has no file that could be delivered');
  }

  async run(context: StepContext): Promise<StepOutcome> {
    const output = outputOfRun(context);
    const destination = openDestination(this.types, context);
    const request = await this.#request(context, output, destination);
    const reason = destination.skips?.(request);
    if (reason !== undefined) return { kind: 'skipped', reason };
    // Read before it is overwritten: what is on record of another type of destination means nothing to this one.
    const recorded = readRecorded(context.checkpoints, output.type);
    await context.checkpoint(recordOf(context.checkpoints, { key: request.key, type: output.type }));
    const before = readBefore(context.delivered, output.type);
    const started = performance.now();
    const pass = this.gate.enter(output);
    try {
      const hooks = hooksOf(context, sizeOf(request), pass);
      const end = await deliver(destination, { request, outputType: output.type, recorded, before, hooks });
      pass.moved();
      return completed({ end, destination, request, output }, performance.now() - started);
    } finally {
      pass.leave();
    }
  }

  /**
   * A session that nobody goes on with would lie at the destination for as long as that keeps it. One that may have been finalised stays on
   * record: it is asked about before anything else is sent.
   */
  async abandon(context: StepContext): Promise<void> {
    const output = outputOfRun(context);
    const destination = openDestination(this.types, context);
    const recorded = readRecorded(context.checkpoints, output.type);
    if (destination.class === 'session') await this.#cancelSession(destination, recorded, context);
    if (destination.class !== 'keyed' || recorded.noted === undefined) return;
    await context.confirmLease();
    const { data } = recorded.noted;
    await this.gate.within(output, async (over) => destination.abandon?.(data, over), context.signal);
  }

  async #cancelSession(destination: SessionDestination, { session, finalising }: Recorded, context: StepContext): Promise<void> {
    if (session === undefined || finalising !== undefined || isElsewhere(session.place, destination)) return;
    await context.confirmLease();
    // The session is all that is asked about: nothing of the recording is needed for it.
    const request = { ...askingOf(context), title: '', files: [], key: session.key };
    await this.gate.within(outputOfRun(context), (over) => destination.cancel(session.id, request, over), context.signal);
  }

  async #request(context: StepContext, output: OutputConfig, { describedByFile }: Destination): Promise<DeliveryRequest> {
    const files: DeliveryFile[] = [];
    const [personal, filing] = [await context.personal(), await filingOf(context)];
    const typeOf = ({ role, mediaType }: Artifact): string => (role === filing?.sourceRole ? filing.mediaType : mediaType);
    for (const artifact of deliverable(context.inputs)) {
      const local = await context.input(artifact.role);
      if (local === undefined) continue;
      const { size, sha256 } = artifact;
      files.push({ path: local.path, name: deliveredName(artifact, personal), size, sha256, mediaType: typeOf(artifact) });
    }
    if (describedByFile === true) files.push(...(await describingFiles(context, files)));
    const filedIn = filing === undefined ? {} : { filedIn: filing.folder };
    const key = deliveryKey({ assetId: context.assetId, output: output.name, files, ...filedIn });
    return { ...askingOf(context), title: personal.title ?? '', ...filedIn, files, key };
  }
}

const hooksOf = (context: StepContext, total: number, pass: Pass): AttemptHooks => ({
  signal: context.signal,
  onProgress: (done) => {
    pass.moved();
    context.progress({ fraction: total === 0 ? 0 : Math.min(1, done / total), phase: 'sending', done, total, unit: 'bytes' });
  },
  confirm: () => context.confirmLease(),
  checkpoint: (data) => {
    pass.moved();
    return context.checkpoint(data);
  },
  abandoned: context.abandoned,
});

function completed(ended: Ended, elapsedMs: number): StepOutcome {
  const { request } = ended;
  const url = urlOf(ended);
  return {
    kind: 'completed',
    result: factsOf(ended),
    artifacts: [],
    metrics: { bytes: sizeOf(request), elapsed_ms: Math.round(elapsedMs) },
    ...(url === undefined ? {} : { url }),
  };
}
