import type { ArtifactStore } from '@throughline/artifact-store';
import { FILE_NOT_REACHED, newId, type LocatedFile, type SourceError } from '@throughline/contracts';
import { isPresent, type AssetState, type Command, type PersonalData } from '@throughline/domain';
import type { AssetCommands, CommandMeta, CommandOutcome, OutcomePreview, RejectedOutcome } from '@throughline/engine';
import type { Principal } from '../../kit/http/access.js';
import { Problem, problemDocument } from '../../kit/http/problems/problem.js';
import { decideOnStoredFiles } from '../../items/index.js';
import type { SourceService } from '../../sources/index.js';
import type { ImportLibraries } from './import-libraries.js';
import type { OriginalBatchBody, OriginalBody, OriginalOutcomeAnswer, OriginalsAnswer } from './originals.dto.js';

export interface OriginalsPorts {
  readonly commands: Pick<AssetCommands, 'execute' | 'preview' | 'load'>;
  readonly artifacts: Pick<ArtifactStore, 'stat'>;
  readonly libraries: Pick<ImportLibraries, 'require'>;
  readonly service: Pick<SourceService, 'locate'>;
  readonly now: () => Date;
}

interface OriginalsContext {
  readonly by: string;
  readonly library: string;
  readonly isDryRun: boolean;
}
type FoundFile = Exclude<LocatedFile, { readonly error: unknown }>;

const refusalOf = (outcome: RejectedOutcome): Problem => {
  const { detail, tryInstead } = outcome.rejection;
  return new Problem('original-refused', { detail, ...(tryInstead === undefined ? {} : { tryInstead }) });
};

/** Binds migrated items to files that stay in folders of the operator. The ingest service alone looks into the folders. */
export class Originals {
  constructor(private readonly ports: OriginalsPorts) {}

  async bind(by: Principal, body: OriginalBatchBody, requestId: string): Promise<OriginalsAnswer> {
    const { id: library } = await this.ports.libraries.require(by, body.library);
    const context: OriginalsContext = { by: by.userId, library, isDryRun: body.dry_run === true };
    const located = await this.ports.service.locate(body.items.map(({ folder, path }) => ({ folder, path })));
    const items: OriginalOutcomeAnswer[] = [];
    for (const [index, item] of body.items.entries()) {
      const found = located[index];
      if (found === undefined) throw new Error('A file was not looked at');
      const outcome = 'error' in found ? unusable(found.error) : await this.#bindItem(item, found, context);
      items.push(
        outcome instanceof Problem
          ? { id: item.id, outcome: 'refused', problem: problemDocument(outcome, requestId) }
          : { id: item.id, outcome },
      );
    }
    return { dry_run: context.isDryRun, items };
  }

  async #bindItem(item: OriginalBody, file: FoundFile, context: OriginalsContext): Promise<'bound' | 'unchanged' | Problem> {
    // The history of a previewed migration does not exist yet.
    if (context.isDryRun && (await this.ports.commands.load(item.id)) === undefined) return 'bound';
    try {
      const outcome = await this.#decide(item, file, context);
      if (outcome.kind === 'rejected') return refusalOf(outcome);
      return outcome.kind === 'accepted' ? 'bound' : 'unchanged';
    } catch (error) {
      if (error instanceof Problem && error.code === 'not-found') return error;
      throw error;
    }
  }

  /** The library and the present path are those of the state that the command is decided on. */
  #decide(
    { id, folder, path }: OriginalBody,
    { size, modified }: FoundFile,
    { by, library, isDryRun }: OriginalsContext,
  ): Promise<CommandOutcome | OutcomePreview> {
    const { artifacts, commands, now } = this.ports;
    const build = (state: AssetState, _revision: string, { sourceUrl: boundTo, fileName }: PersonalData): Command => {
      if (!isPresent(state) || state.owner !== library)
        throw new Problem('not-found', { detail: `The library has no item ${id}.` });
      return {
        type: 'BindOriginal',
        by,
        now: now().toISOString(),
        original: { folder, size, modified },
        path,
        ...(boundTo === undefined ? {} : { boundTo }),
        ...(fileName === undefined ? {} : { fileName }),
      };
    };
    // The state tells whether the item has the file already. The id of an earlier binding may have been followed by another.
    const meta: CommandMeta = { commandId: `original:${newId()}`, actor: { kind: 'user', id: by }, correlationId: id };
    return decideOnStoredFiles<CommandOutcome | OutcomePreview>(artifacts, build, (source) =>
      isDryRun ? commands.preview(id, source, meta) : commands.execute(id, source, meta),
    );
  }
}

function unusable({ code, message }: SourceError): Problem {
  const detail = `${message.replace(/\.$/, '')}.`;
  return code === FILE_NOT_REACHED
    ? new Problem('unavailable', { detail, tryInstead: 'Send the item again in a further request.' })
    : new Problem('original-refused', { detail });
}
