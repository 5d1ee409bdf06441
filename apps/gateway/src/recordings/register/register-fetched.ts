import type { Actor, Origin, PipelineName } from '@throughline/contracts';
import { nounOf } from '@throughline/domain';
import type { AssetCommands, LoadedAsset } from '@throughline/engine';
import type { ShownPositions } from '../../positions/shown-positions.js';
import type { RunRequests } from '../../runs/run-requests.js';
import { refusalProblem } from '../refusals.js';
import { titleFrom } from './file-name.js';
import type { SourceRegistration } from './read-source.js';

export interface RegisterFetchedPorts {
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly runs: RunRequests;
  readonly now: () => Date;
  readonly pipeline: PipelineName;
  readonly shown: ShownPositions;
}

export interface RegisterFetchedInput extends SourceRegistration {
  readonly assetId: string;
  /** Who registers it, and in whose library. */
  readonly actor: Actor;
  readonly owner: string;
  /** The page that it came from. */
  readonly origin?: Origin;
  readonly commandId: string;
}

/** Makes a recording of a source that the ingest service fetches: there are no bytes yet, so the log alone has to know of it. */
export class RegisterFetched {
  constructor(private readonly ports: RegisterFetchedPorts) {}

  async register(input: RegisterFetchedInput): Promise<LoadedAsset> {
    const { assetId, actor, owner, origin, commandId, source, address, registration } = input;
    const { commands, runs, now, pipeline } = this.ports;
    const { title, language, isMapped, run } = registration;
    const outcome = await commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        now: now().toISOString(),
        assetId,
        owner,
        pipeline,
        title: title ?? address?.title ?? titleFrom(undefined, nounOf(pipeline)),
        ...(address?.fileName === undefined ? {} : { fileName: address.fileName }),
        language,
        isMapped,
        source,
        ...(address === undefined ? {} : { sourceUrl: address.sourceUrl }),
        ...(origin === undefined ? {} : { origin }),
        ...(run === undefined ? {} : { run: runs.request({ assetId, commandId, overrides: run }) }),
      },
      { commandId, actor, correlationId: commandId },
    );
    if (outcome.kind === 'rejected') throw refusalProblem(outcome.rejection);
    this.ports.shown.ofLog(owner, outcome.asset.revision);
    return outcome.asset;
  }
}
