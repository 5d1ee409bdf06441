import { newId, type Actor, type PipelineName, type SourceItem } from '@throughline/contracts';
import { cleanForeignTitle, findUnusable, isPresent, matchTemplate, nounOf, titleOfFile, untitled } from '@throughline/domain';
import type { AssetState, CommandOf, LibraryConfig, RunBasis, RunLibrary, RunRequest } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import { Problem } from '../../kit/http/problems/problem.js';
import { REGISTRATION_MS, RunOverrides, toRefusalProblem, type RunRequests } from '../../items/index.js';
import type { LibraryStore } from '../../people/index.js';
import type { ClientPositions } from '../../adapters/projection/index.js';
import type { Quotas } from '../../people/quotas/index.js';
import type { Template, TemplateStore } from '../../templates/index.js';
import type { Source } from '../source.js';
import type { ForeseenItem } from './sync.js';

export interface ItemRegistrarPorts {
  readonly commands: Pick<AssetCommands, 'execute' | 'load'>;
  readonly runs: Pick<RunRequests, 'library' | 'request'>;
  readonly libraries: Pick<LibraryStore, 'find'>;
  readonly templates: Pick<TemplateStore, 'load'>;
  readonly quotas: Pick<Quotas, 'reserve' | 'release' | 'requireRoom' | 'requireRoomForItem'>;
  readonly shown: Pick<ClientPositions, 'ofLog'>;
  readonly now: () => Date;
}

export interface FoundItem {
  readonly assetId: string;
  readonly item: SourceItem;
  /** Absent: the source still processes the item. */
  readonly bytes: CommandOf<'RegisterAsset'>['source'];
}

/** `pending`: the item is registered, and waits for its source. */
export type ItemStage = 'absent' | 'pending' | 'known';

type Bytes = NonNullable<CommandOf<'RegisterAsset'>['source']>;

/** The present settings of a library, for many items of a source. */
export interface ItemOutlook {
  readonly templates: readonly Template[];
  readonly library: RunLibrary;
}

interface ItemSettings {
  readonly assetId: string;
  readonly templateId: number | undefined;
  readonly commandId: string;
  /** Absent: loaded. */
  readonly library?: RunLibrary;
  /** The item, if it is registered. */
  readonly basis?: RunBasis | undefined;
}

const commandIdOf = (assetId: string): string => `source:${assetId}`;

const ACTOR: Actor = { kind: 'service', id: 'gateway' };

const PIPELINES: Readonly<Record<Source['brings'], PipelineName>> = { recording: 'recording', document: 'document' };

/** The end of a file's name is no part of its title. The name of an item that its run fetches is a title, such as "Version 2.0". */
const titleOf = ({ name, file_name: fileName, fetched }: SourceItem, pipeline: PipelineName): string => {
  const noun = nounOf(pipeline);
  return fetched === undefined && fileName !== undefined ? titleOfFile(name, noun) : cleanForeignTitle(name) || untitled(noun);
};

const nameLength = ({ duration_seconds: durationSeconds }: SourceItem): { readonly durationSeconds?: number } =>
  durationSeconds === undefined ? {} : { durationSeconds };

const startOf = ({ recorded_at: at }: SourceItem): { readonly startedAt?: string } =>
  at === undefined ? {} : { startedAt: new Date(at).toISOString() };

function requireUsable({ templates }: LibraryConfig, id: number): void {
  const template = templates?.get(id);
  if (template === undefined) throw new Problem('unknown-template');
  if (template.isDraft) throw new Problem('template-is-draft', { detail: `The template ${template.name} is a draft.` });
}

function requireUsableRun(brings: Source['brings'], run: RunRequest): RunRequest {
  const unusable = findUnusable(PIPELINES[brings], run);
  if (unusable !== undefined) throw toRefusalProblem(unusable);
  return run;
}

/** Registers the items of sources, each once: the first commit of an item expects an empty history. */
export class ItemRegistrar {
  constructor(private readonly ports: ItemRegistrarPorts) {}

  /** Returns what the log has of the item. A deleted item is known, so that it is not brought again. */
  async findStage(assetId: string): Promise<ItemStage> {
    const { state } = (await this.ports.commands.load(assetId)) ?? {};
    if (state === undefined || !isPresent(state)) return 'absent';
    const isGone = state.deletedAt !== undefined || state.erasedAt !== undefined || state.expiredAt !== undefined;
    return state.source === undefined && !isGone ? 'pending' : 'known';
  }

  /** Loads the settings that the items of a source are foreseen with. */
  async loadOutlook({ libraryId }: Source): Promise<ItemOutlook> {
    const { templates: stored, runs } = this.ports;
    const [{ templates }, library] = await Promise.all([stored.load(libraryId), runs.library(libraryId)]);
    return { templates, library };
  }

  /** Returns the item that a registration would make. Throws a problem if the item could not be registered, or a quota has no room. */
  async foresee(source: Source, item: SourceItem, { templates, library }: ItemOutlook): Promise<ForeseenItem> {
    const { libraryId: owner, brings, isRun } = source;
    const templateId = await this.#findTemplate(source, item, templates);
    // The settings of a run do not depend on the id of its item.
    const assetId = newId();
    await this.#chooseSettings(source, { assetId, templateId, commandId: commandIdOf(assetId), library });
    await this.ports.quotas.requireRoomForItem({ owner, bytes: item.size ?? 0 });
    return {
      title: titleOf(item, PIPELINES[brings]),
      ...startOf(item),
      ...nameLength(item),
      ...(item.size === undefined ? {} : { bytes: item.size }),
      ...(templateId === undefined ? {} : { templateId }),
      isMapped: templateId !== undefined || isRun,
    };
  }

  /** Throws a problem if the item could not be registered, or a quota has no room for it, before its bytes are stored. */
  async reserve(source: Source, assetId: string, item: SourceItem): Promise<void> {
    const { libraryId: owner } = source;
    const templateId = await this.#findTemplate(source, item);
    await this.#chooseSettings(source, { assetId, templateId, commandId: commandIdOf(assetId) });
    await this.ports.quotas.reserve({ owner, assetId, bytes: item.size ?? 0, keptMs: REGISTRATION_MS });
  }

  /** Frees the part of the quotas that an item held which is not registered. */
  release(assetId: string): Promise<void> {
    return this.ports.quotas.release(assetId);
  }

  /** Throws a problem if the template or the run of the source cannot be used. */
  async register(source: Source, found: FoundItem): Promise<void> {
    const commandId = commandIdOf(found.assetId);
    await this.#execute(source, found.assetId, await this.#build(source, found, commandId), commandId);
  }

  /**
   * Makes a pending item ready, and starts its run if the source does so. Throws a problem if the run cannot be used, or a quota
   * has no room for the bytes.
   */
  async provide(source: Source, { assetId, item, bytes }: FoundItem & { readonly bytes: Bytes }): Promise<void> {
    const commandId = `${commandIdOf(assetId)}:ready`;
    await this.ports.quotas.requireRoom({ owner: source.libraryId, bytes: item.size ?? 0 });
    const basis = await this.ports.commands.load(assetId);
    const templateId = await this.#findLateTemplate(source, item, basis?.state);
    const command: CommandOf<'ProvideSource'> = {
      type: 'ProvideSource',
      now: this.ports.now().toISOString(),
      source: bytes,
      ...(item.fetched === undefined ? {} : { sourceUrl: item.fetched.address }),
      ...nameLength(item),
      // The settings of the item may have changed since it was registered.
      ...(await this.#chooseSettings(source, { assetId, templateId, commandId, basis })),
    };
    await this.#execute(source, assetId, command, commandId);
  }

  /** The length of a pending item is often unknown, so the conditions of templates are compared again when it is ready. */
  async #findLateTemplate(source: Source, item: SourceItem, state: AssetState | undefined): Promise<number | undefined> {
    const isDecided = state !== undefined && isPresent(state) && state.changedLayers?.includes('template') === true;
    return source.templateId !== undefined || isDecided ? undefined : this.#findTemplate(source, item);
  }

  async #execute(
    source: Source,
    assetId: string,
    command: CommandOf<'RegisterAsset' | 'ProvideSource'>,
    commandId: string,
  ): Promise<void> {
    const { commands, shown } = this.ports;
    const outcome = await commands.execute(assetId, command, { commandId, actor: ACTOR, correlationId: commandId });
    if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
    shown.ofLog(source.libraryId, outcome.asset.revision);
  }

  async #build(source: Source, found: FoundItem, commandId: string): Promise<CommandOf<'RegisterAsset'>> {
    const { assetId, item, bytes } = found;
    const { libraryId: owner, brings } = source;
    const pipeline = PIPELINES[brings];
    const templateId = await this.#findTemplate(source, item);
    return {
      type: 'RegisterAsset',
      now: this.ports.now().toISOString(),
      assetId,
      owner,
      pipeline,
      title: titleOf(item, pipeline),
      ...(item.file_name === undefined ? {} : { fileName: item.file_name }),
      ...(await this.#findLanguage(owner)),
      isMapped: templateId !== undefined || source.isRun,
      ...(bytes === undefined ? {} : { source: bytes }),
      sourceKind: source.type,
      sourceId: source.id,
      ...startOf(item),
      ...nameLength(item),
      ...(item.fetched === undefined ? {} : { sourceUrl: item.fetched.address }),
      // The run of a pending item starts when it is ready.
      ...(await this.#chooseSettings(bytes === undefined ? { ...source, isRun: false } : source, {
        assetId,
        templateId,
        commandId,
      })),
    };
  }

  async #findLanguage(owner: string): Promise<Pick<CommandOf<'RegisterAsset'>, 'language' | 'languageSource'>> {
    const language = (await this.ports.libraries.find(owner))?.defaultLanguage;
    return language === undefined ? { language: 'auto' } : { language, languageSource: 'default' };
  }

  /**
   * Returns the template of the source, or the first one of the library whose conditions the item meets (AUT-10). Documents have
   * no such templates.
   */
  async #findTemplate(
    { id: sourceId, libraryId, brings, templateId }: Source,
    item: SourceItem,
    loaded?: readonly Template[],
  ): Promise<number | undefined> {
    if (templateId !== undefined || brings !== 'recording') return templateId;
    const templates = loaded ?? (await this.ports.templates.load(libraryId)).templates;
    const facts = { sourceId, title: titleOf(item, PIPELINES[brings]), durationSeconds: item.duration_seconds };
    const match = matchTemplate(facts, templates);
    return match.kind === 'none' ? undefined : match.template.id;
  }

  /** Returns the run or the template of a new item. Throws a problem if they cannot be used. */
  async #chooseSettings(
    { libraryId, brings, isRun }: Source,
    { assetId, templateId, commandId, basis, library: loaded }: ItemSettings,
  ): Promise<Pick<CommandOf<'RegisterAsset'>, 'run' | 'bind'>> {
    const { runs } = this.ports;
    const library = loaded ?? (await runs.library(libraryId));
    if (templateId !== undefined) requireUsable(library.config, templateId);
    if (!isRun) return templateId === undefined ? {} : { bind: { template: templateId, by: ACTOR.id } };
    const template = templateId === undefined ? {} : { template_id: templateId, bind_template: true };
    const overrides = Object.assign(new RunOverrides(), template);
    const request = { assetId, commandId, by: ACTOR.id, overrides, library };
    return { run: requireUsableRun(brings, runs.request(request, basis)) };
  }
}
