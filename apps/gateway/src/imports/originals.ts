import type { LocatedFile } from '@throughline/contracts';
import { isPresent, type PersonalData } from '@throughline/domain';
import type { AssetCommands, CommandMeta, CommandOutcome, OutcomePreview, RejectedOutcome } from '@throughline/engine';
import type { Principal } from '../http/access.js';
import { Problem, problemDocument } from '../http/problems/problem.js';
import type { SourceService } from '../sources/index.js';
import type { ImportLibraries } from './import-libraries.js';
import type { OriginalBatchBody, OriginalBody, OriginalOutcomeAnswer, OriginalsAnswer } from './originals.dto.js';

export interface OriginalsPorts {
  readonly commands: Pick<AssetCommands, 'execute' | 'preview' | 'load'>;
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

const boundOf = (
  outcome: Exclude<CommandOutcome | OutcomePreview, RejectedOutcome>,
  { sourceUrl: boundTo }: PersonalData,
  path: string,
): 'bound' | 'unchanged' | Problem => {
  // Files of one length and one time differ by their paths.
  if (boundTo !== undefined && boundTo !== path)
    return new Problem('original-refused', { detail: 'The item is bound to another file.' });
  const isRepeated = 'duplicate' in outcome && outcome.duplicate;
  return outcome.kind === 'accepted' && !isRepeated ? 'bound' : 'unchanged';
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
    const { id, path } = item;
    const present = await this.ports.commands.load(id);
    const isThere = present !== undefined && isPresent(present.state);
    // The history of a previewed migration does not exist yet.
    if (!isThere && context.isDryRun) return 'bound';
    if (!isThere || present.state.owner !== context.library)
      return new Problem('not-found', { detail: `The library has no item ${id}.` });
    const outcome = await this.#decide(item, file, context);
    return outcome.kind === 'rejected' ? refusalOf(outcome) : boundOf(outcome, present.personal, path);
  }

  #decide(
    { id, folder, path }: OriginalBody,
    { size, modified }: FoundFile,
    { by, isDryRun }: OriginalsContext,
  ): Promise<CommandOutcome | OutcomePreview> {
    const { commands, now } = this.ports;
    const command = { type: 'BindOriginal', by, now: now().toISOString(), original: { folder, size, modified }, path } as const;
    const commandId = `original:${folder}:${String(modified)}:${String(size)}`;
    const meta: CommandMeta = { commandId, actor: { kind: 'user', id: by }, correlationId: id };
    return isDryRun ? commands.preview(id, command, meta) : commands.execute(id, command, meta);
  }
}

const unusable = ({ message }: { readonly message: string }): Problem =>
  new Problem('original-refused', { detail: `${message.replace(/\.$/, '')}.` });
