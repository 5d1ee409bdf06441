import { createHash } from 'node:crypto';
import { PermanentError, outputOf, type Artifact, type OutputConfig } from '@throughline/contracts';
import type { LocalFile, StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import type { Delivered, DeliveryFile, DeliveryRequest, Destination, DestinationType } from '../destinations/destination.js';
import { deliverable, deliveredName } from './delivery-files.js';

type Types = Readonly<Record<string, DestinationType>>;

/** The same content of the same asset at the same output has the same key, in whatever attempt or run. */
export function deliveryKey(assetId: string, output: string, files: readonly Pick<Artifact, 'name' | 'sha256'>[]): string {
  const content = files.map(({ name, sha256 }) => `${name}:${sha256}`).join('\n');
  return createHash('sha256').update(`${assetId}\n${output}\n${content}`).digest('hex');
}

const outputConfig = (context: StepContext): OutputConfig => {
  const name = outputOf(context.step);
  const output = context.config.outputs.find((candidate) => candidate.name === name);
  if (output === undefined)
    throw new PermanentError('output-unknown', `The run's configuration has no output '${name ?? context.step}'`);
  return output;
};

/** Delivers a recording to an output: reconcile first, and only then send (UPL-10). */
export class DeliverHandler implements StepHandler {
  constructor(private readonly types: Types) {}

  async preflight(context: StepContext): Promise<void> {
    await this.#open(outputConfig(context)).check();
    if (deliverable(context.inputs).length === 0)
      throw new PermanentError('nothing-to-deliver', 'The recording has no file that could be delivered');
  }

  async run(context: StepContext): Promise<StepOutcome> {
    const output = outputConfig(context);
    const destination = this.#open(output);
    const request = await this.#request(context, output);
    await context.checkpoint({ delivery_key: request.key });
    const started = performance.now();
    const delivered = (await destination.reconcile(request)) ?? (await this.#send(destination, request, context));
    return completed(request, delivered, performance.now() - started);
  }

  #send(destination: Destination, request: DeliveryRequest, context: StepContext): Promise<Delivered> {
    const total = request.files.reduce((sum, file) => sum + file.size, 0);
    return destination.deliver(request, {
      signal: context.signal,
      onProgress: (done) => {
        context.progress({ fraction: total === 0 ? 0 : Math.min(1, done / total), phase: 'sending', done, total, unit: 'bytes' });
      },
      confirm: () => context.confirmLease(),
      checkpoint: (data) => context.checkpoint(data),
    });
  }

  async #request(context: StepContext, output: OutputConfig): Promise<DeliveryRequest> {
    const files: DeliveryFile[] = [];
    for (const artifact of deliverable(context.inputs)) {
      const local: LocalFile | undefined = await context.input(artifact.role);
      if (local === undefined) continue;
      files.push({
        path: local.path,
        name: deliveredName(artifact),
        size: artifact.size,
        sha256: artifact.sha256,
        mediaType: artifact.mediaType,
      });
    }
    const { title } = await context.personal();
    const key = deliveryKey(context.assetId, output.name, files);
    const { assetId, attemptId } = context;
    return { assetId, attemptId, output: output.name, title: title ?? '', files, key };
  }

  #open(output: OutputConfig): Destination {
    const type = Object.hasOwn(this.types, output.type) ? this.types[output.type] : undefined;
    if (type === undefined)
      throw new PermanentError('output-unknown', `This installation has no destination of type '${output.type}'`);
    return type.open(output.settings);
  }
}

const completed = (request: DeliveryRequest, delivered: Delivered, elapsedMs: number): StepOutcome => ({
  kind: 'completed',
  result: { external_id: delivered.externalId, reconciled: delivered.reconciled, files: request.files.length },
  artifacts: [],
  metrics: { bytes: request.files.reduce((sum, file) => sum + file.size, 0), elapsed_ms: Math.round(elapsedMs) },
  url: delivered.url,
});
