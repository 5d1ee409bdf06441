import { createHash } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { PermanentError, type Artifact, type OutputConfig } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Abandon, Preflight, Step } from '@throughline/worker-host/steps';
import {
  sumFileSizes,
  type DeliveryFile,
  type DeliveryRequest,
  type Destination,
  type SessionDestination,
} from '../kit/destination.js';
import type { AttemptHooks } from './attempt.js';
import { deliver } from './deliver.js';
import { selectDeliverable, chooseFileName } from './delivery-files.js';
import { createDescribingFiles } from './describing-files.js';
import { makeTexts } from './texts.js';
import { collectDeliveryFacts, findDeliveryUrl, type EndedDelivery } from './facts.js';
import { loadFiling } from './filing.js';
import { OutputGate, type GatePass } from './output-gate.js';
import { DESTINATION_TYPES, toAttemptRef, openDestination, findOutput, type DestinationTypes } from './output-of-run.js';
import {
  isElsewhere,
  readEarlierResult,
  readDeliveryRecord,
  startDeliveryRecord,
  type DeliveryRecord,
} from './delivery-record.js';

type DeliveryKeyInput = Pick<DeliveryRequest, 'assetId' | 'output' | 'filedIn'> & {
  readonly files: readonly Pick<Artifact, 'name' | 'sha256'>[];
};

/**
 * Returns the key of a delivery. Equal content of an asset in the same folder of an output has the same key in every attempt
 * and run.
 */
export function computeDeliveryKey({ assetId, output, files, filedIn = [] }: DeliveryKeyInput): string {
  const content = files.map(({ name, sha256 }) => `${name}:${sha256}`);
  // File names have no slash, so this is unambiguous. Without a folder the key stays as in releases that had no folders.
  const folder = filedIn.length === 0 ? [] : [`${filedIn.join('/')}/`];
  return createHash('sha256')
    .update([assetId, output, ...content, ...folder].join('\n'))
    .digest('hex');
}

/** Delivers an item to an output. Asks the destination first, and sends only what is missing (UPL-10). */
@Controller()
export class DeliverHandler implements StepHandler {
  constructor(
    @Inject(DESTINATION_TYPES) private readonly types: DestinationTypes,
    @Inject(OutputGate) private readonly gate: OutputGate,
  ) {}

  @Preflight()
  async preflight(context: StepContext): Promise<void> {
    const output = findOutput(context);
    const destination = openDestination(this.types, context);
    this.gate.admit(output);
    await this.gate.within(output, (over) => destination.check(over), context.signal);
    if (selectDeliverable(context.inputs).length === 0)
      throw new PermanentError('nothing-to-deliver', 'The recording has no file that could be delivered');
  }

  @Step('delivery')
  async run(context: StepContext): Promise<StepOutcome> {
    const output = findOutput(context);
    const destination = openDestination(this.types, context);
    const request = await this.#request(context, output, destination);
    const reason = destination.skips?.(request);
    if (reason !== undefined) return { kind: 'skipped', reason };
    // Read the record before overwriting it. Records for another destination type are ignored.
    const recorded = readDeliveryRecord(context.checkpoints, output.type);
    await context.checkpoint(startDeliveryRecord(context.checkpoints, { key: request.key, type: output.type }));
    const before = readEarlierResult(context.delivered, output.type);
    const started = performance.now();
    const pass = this.gate.enter(output);
    try {
      const hooks = createHooks(context, sumFileSizes(request), pass);
      const end = await deliver(destination, { request, outputType: output.type, recorded, before, hooks });
      pass.moved();
      return toOutcome({ end, destination, request, output }, performance.now() - started);
    } finally {
      pass.leave();
    }
  }

  /**
   * Ends a session that no attempt continues, so that it does not stay at the destination. A session that may have been
   * finalised stays on record, unless the destination can cancel it: the next delivery asks about it first.
   */
  @Abandon()
  async abandon(context: StepContext): Promise<void> {
    const output = findOutput(context);
    const destination = openDestination(this.types, context);
    const recorded = readDeliveryRecord(context.checkpoints, output.type);
    if (destination.class === 'session') await this.#cancelSession(destination, recorded, context);
    if (destination.class !== 'keyed' || recorded.noted === undefined) return;
    await context.confirmLease();
    const { data } = recorded.noted;
    await this.gate.within(output, async (over) => destination.abandon?.(data, over), context.signal);
  }

  async #cancelSession(
    destination: SessionDestination,
    { session, finalising }: DeliveryRecord,
    context: StepContext,
  ): Promise<void> {
    const isFinal = finalising !== undefined && destination.cancelsUnanswered !== true;
    if (session === undefined || isFinal || isElsewhere(session.place, destination)) return;
    await context.confirmLease();
    // Cancelling needs only the session, so the request has no files.
    const request = { ...toAttemptRef(context), title: '', files: [], key: session.key };
    await this.gate.within(findOutput(context), (over) => destination.cancel(session.id, request, over), context.signal);
  }

  async #request(context: StepContext, output: OutputConfig, destination: Destination): Promise<DeliveryRequest> {
    const all: DeliveryFile[] = [];
    const [personal, filing] = [await context.personal(), await loadFiling(context)];
    const typeOf = ({ role, mediaType }: Artifact): string => (role === filing?.sourceRole ? filing.mediaType : mediaType);
    for (const artifact of selectDeliverable(context.inputs)) {
      const local = await context.input(artifact.role);
      if (local === undefined) continue;
      const { size, sha256 } = artifact;
      all.push({ path: local.path, name: chooseFileName(artifact, personal), size, sha256, mediaType: typeOf(artifact) });
    }
    const texts = await makeTexts(context, output);
    const files = [...(destination.selects?.(all) ?? all)];
    const isFile = destination.describedByFile === true;
    if (isFile) files.push(...(await createDescribingFiles(context, files, texts.description)));
    const filedIn = filing === undefined ? {} : { filedIn: filing.folder };
    const key = computeDeliveryKey({ assetId: context.assetId, output: output.name, files, ...filedIn });
    const notes = texts.notes.length === 0 ? {} : { textNotes: texts.notes };
    const described = isFile ? {} : { description: texts.description };
    return { ...toAttemptRef(context), title: texts.title, ...described, ...notes, ...filedIn, files, key };
  }
}

const createHooks = (context: StepContext, total: number, pass: GatePass): AttemptHooks => ({
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

function toOutcome(ended: EndedDelivery, elapsedMs: number): StepOutcome {
  const { request } = ended;
  const url = findDeliveryUrl(ended);
  return {
    kind: 'completed',
    result: collectDeliveryFacts(ended),
    artifacts: [],
    metrics: { bytes: sumFileSizes(request), elapsed_ms: Math.round(elapsedMs) },
    ...(url === undefined ? {} : { url }),
  };
}
