import type { Actor, Origin, PipelineName } from '@throughline/contracts';
import { nounOf, titleOfFile, type RunRequest, type Source } from '@throughline/domain';
import type { AssetCommands, LoadedAsset } from '@throughline/engine';
import type { ClientPositions } from '../../adapters/projection/index.js';
import type { RunRequests } from '../runs/run-requests.js';
import type { Quotas } from '../../people/quotas/index.js';
import { toRefusalProblem } from '../read/refusals.js';
import { toLanguageFields } from './read-fields.js';
import type { SourceRegistration } from './read-source.js';
import { REGISTRATION_MS } from './upload-registrar.js';

export interface FetchRegistrarPorts {
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly runs: RunRequests;
  readonly quotas: Pick<Quotas, 'reserve' | 'release'>;
  readonly now: () => Date;
  readonly pipeline: PipelineName;
  readonly shown: ClientPositions;
}

export interface FetchRegistration extends Omit<SourceRegistration, 'source'> {
  readonly assetId: string;
  readonly source: Source;
  /** The name of a file that has no address. */
  readonly fileName?: string;
  /** The one who registers it; `owner` is the library. */
  readonly actor: Actor;
  readonly owner: string;
  readonly origin?: Origin;
  readonly commandId: string;
}

/** Registration of a recording whose source the ingest service fetches. There are no bytes yet, so no intake is needed. */
export class FetchRegistrar {
  constructor(private readonly ports: FetchRegistrarPorts) {}

  async register(input: FetchRegistration): Promise<LoadedAsset> {
    const { assetId, actor, owner, origin, commandId, source, address, registration } = input;
    const { commands, now, pipeline, quotas } = this.ports;
    const { title, isMapped } = registration;
    const { fileName = address?.fileName } = input;
    // Throws if the run cannot be requested, before the item holds a part of the quotas.
    const run = await this.#buildRun(input);
    await quotas.reserve({ owner, assetId, bytes: 0, keptMs: REGISTRATION_MS });
    const outcome = await commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        now: now().toISOString(),
        assetId,
        owner,
        pipeline,
        title: title ?? address?.title ?? titleOfFile(fileName, nounOf(pipeline)),
        ...(fileName === undefined ? {} : { fileName }),
        ...toLanguageFields(registration),
        isMapped,
        source,
        ...(address === undefined ? {} : { sourceUrl: address.sourceUrl }),
        ...(origin === undefined ? {} : { origin }),
        ...run,
      },
      { commandId, actor, correlationId: commandId },
    );
    if (outcome.kind === 'rejected') {
      await quotas.release(assetId);
      throw toRefusalProblem(outcome.rejection);
    }
    this.ports.shown.ofLog(owner, outcome.asset.revision);
    return outcome.asset;
  }

  async #buildRun({ assetId, actor, owner, commandId, registration }: FetchRegistration): Promise<{ readonly run?: RunRequest }> {
    const { runs } = this.ports;
    if (registration.run === undefined) return {};
    const library = await runs.library(owner);
    return { run: runs.request({ assetId, commandId, by: actor.id, overrides: registration.run, library }) };
  }
}
